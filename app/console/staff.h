// SPDX-License-Identifier: GPL-3.0-or-later
// The list of colleagues that can be chosen as operator, kept as staff.json beside the record. Each event
// keeps the name it was made with, so the list may change freely. Main thread. A list that can't be read is
// left alone.
#pragma once

#include "core/base/result.h"
#include "core/domain/event.h"

#include <QString>
#include <vector>

namespace chairside {

class Staff {
public:
    explicit Staff(QString file) : file_(std::move(file)) {}
    Status load();                   ///< a missing file is an empty list
    Status add(const Actor& person); ///< writes the file at once, whole or not at all
    const std::vector<Actor>& people() const { return people_; }
    void useDemoPeople(); ///< three invented colleagues, kept in memory only
    std::vector<Actor> others(const Actor& than) const;
    std::vector<Actor> prescribers() const;

private:
    QString file_;
    std::vector<Actor> people_;
    bool demo_ = false;
};

} // namespace chairside
