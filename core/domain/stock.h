// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic's stock of the controlled drug across sessions, by lot: received, drawn in sessions, removed,
// counted. A fold over the clinic's own log and over what sessions drew; `decideStock` guards what is
// entered. Pure: no clock, file or thread; owned by whoever shows it. Nothing is ever corrected to fit: a
// difference found in a count is booked as one, with its explanation. Fields: clinical.md §4.4, 21 CFR
// 1304.22(c).
#pragma once

#include "core/domain/command.h"
#include "core/domain/current_entries.h"
#include "core/domain/protocol.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

/// The stream of the clinic's own log in a record file, beside the sessions: always this id.
inline constexpr Uuid kClinicLog{
    {0x63, 0x6c, 0x69, 0x6e, 0x69, 0x63, 0x20, 0x6c, 0x6f, 0x67, 0, 0, 0, 0, 0, 1}};

/// When a drug is marked, as its protocol says (dosing.stock_marks); nothing is a constant here.
struct StockMarks {
    int lowContainers = 0;   ///< so many usable containers of one strength or fewer are low
    int expiresSoonDays = 0; ///< days before the end of its expiry from which a lot is marked
};

struct StockLot {
    std::string drug, lot, expiry;
    double strengthMgPerMl = 0, contentMg = 0;
    int received = 0, removed = 0;
    int opened = 0;          ///< single-use containers that sessions drew from, and nasal devices
    double drawnMg = 0;      ///< from containers whose rest stays in stock
    int difference = 0;      ///< sum of found − expected of all counts
    bool known = false;      ///< false: drawn in a session, never received
    int expiresSoonDays = 0; ///< of its drug's marks

    /// Containers that should be there; one that is partly used counts as one. Negative: more was taken than
    /// came in.
    int expected() const;
};

enum class Expiry : std::uint8_t { fine, soon, expired, unreadable };
/// `expiry` is "2027-06" (good to the end of the month) or "2027-06-30"; `today` an ISO date.
Expiry expiryOn(std::string_view expiry, std::string_view today, int soonDays = 0);
Expiry expiryOn(const StockLot& lot, std::string_view today);

class StockBook {
public:
    /// An event of the clinic's log, or one of a session together with the drug its protocol gives. Others
    /// change nothing; each counts once. Sessions of demos and drills must not be given.
    void apply(const Event& event, const std::string& drug = {});

    /// From now on drugs are marked as these say; of several protocols of one drug the earlier mark counts.
    void markAs(const std::vector<Protocol>& protocols);

    std::vector<StockLot> lots() const; ///< all that ever were, by drug, then expiry
    /// What a session may draw from: something is left and it is not expired.
    std::vector<StockLot> usable(std::string_view drug, std::string_view today) const;
    /// One sentence for each drug and strength of which no more than its mark can be used.
    std::vector<std::string> low(std::string_view today) const;
    /// Entries of the clinic's log that stand, oldest first; who gave a PIN for which is among them.
    const std::vector<Event>& entries() const { return clinic_.all(); }

private:
    friend Decision decideStock(const StockBook&, const Command&, Instant, UuidSource&);
    CurrentEntries clinic_;
    std::map<Uuid, CurrentEntries> sessions_;
    std::map<Uuid, std::string> drugs_;       ///< of the sessions seen
    std::map<std::string, StockMarks> marks_; ///< by folded name of the drug
    std::optional<WallTime> opened_;          ///< when the log was begun
    std::int64_t lastSeq_ = 0;
    MonoTime lastAt_;
};

/// Answers a command for the clinic's log: StockReceived, StockRemoved, StockCounted, FormSent, or
/// EntryWithdrawn of one of these. The first one also begins the log. `now.mono` is not looked at: the log's
/// clock is the time since it was begun and never goes back.
Decision decideStock(const StockBook& book, const Command& command, Instant now, UuidSource& ids);

} // namespace chairside
