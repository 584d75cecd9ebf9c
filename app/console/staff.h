// SPDX-License-Identifier: GPL-3.0-or-later
// The list of colleagues with name, role and PIN, kept as staff.json beside the record. Each event keeps the
// name it was made with, so the list may change freely. A PIN makes a signature, a witness, a second person
// or an override more than a chosen name (core/domain/credential.h); the file holds its hash only. Main
// thread. A list that can't be read is never overwritten. What to do when a PIN is forgotten: docs/people.md.
#pragma once

#include "core/base/result.h"
#include "core/domain/command.h"

#include <QString>
#include <functional>
#include <map>
#include <set>
#include <vector>

namespace chairside {

class Staff {
public:
    explicit Staff(QString file);
    Status load();                   ///< a missing file is an empty list
    Status add(const Actor& person); ///< writes the file at once, whole or not at all
    const std::vector<Actor>& people() const { return people_; }
    bool isDemo() const { return demo_; }
    void useDemoPeople(); ///< three invented colleagues, kept in memory only, without PINs
    std::vector<Actor> others(const Actor& than) const;
    std::vector<Actor> prescribers() const;

    // ---- PINs ----
    struct Pin {
        std::string hash, setOn, setWith; ///< ISO date; name of the one who vouched, empty: nobody had to
    };
    const Pin* pinOf(const std::string& person) const; ///< null without one
    bool asksEverybody() const { return everybody_; }
    /// Who has to give their own PIN before this may change: the person itself if they have one, any
    /// prescriber with a PIN for the rest, and nobody as long as no prescriber has one.
    std::vector<Actor> mayVouchFor(const std::string& person) const;
    Status setPin(const std::string& person, const std::string& pin, const std::string& vouchedBy,
                  const std::string& today);
    Status remove(const std::string& person);
    Status askEverybody(bool on);
    /// Right, or a sentence: wrong, or too many wrong ones and how long to wait.
    Status checkPin(const std::string& person, const std::string& pin);
    /// What decide() is told of everybody on the list; `proven` gave their PIN for this command.
    std::vector<Credential> credentials(const std::set<std::string>& proven) const;

    std::function<std::int64_t()> monotonicMs; ///< a test's own clock

private:
    Status keep();
    bool putAside();

    QString file_;
    std::vector<Actor> people_;
    std::map<std::string, Pin> pins_; ///< by id
    bool everybody_ = false, demo_ = false;
    bool unread_ = false; ///< the file is there but could not be read: put aside before the first change
    struct Tries {
        int wrong = 0;
        std::int64_t until = 0;
    };
    std::map<std::string, Tries> tries_;
};

} // namespace chairside
