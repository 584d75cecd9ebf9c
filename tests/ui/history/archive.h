// SPDX-License-Identifier: GPL-3.0-or-later
// An archive in memory for the tests of the history's widgets: invented sessions with figures, found through
// the real index, answered when the test says so. For tests only.
#pragma once

#include "core/log/summary_rows.h"
#include "ui/history/session_finder.h"

#include <QPointer>

#include <unordered_map>
#include <vector>

namespace chairside::testing {

class Archive {
public:
    static constexpr std::int64_t kDayMs = 86'400'000;
    /// 2026-11-21 at noon, two hours east.
    static constexpr WallTime kToday{1'795'255'200'000, 120};

    /// One more session, a day before the last one added; newest first.
    SessionSummary& add(const char* family, const char* given, const char* mrn, std::uint64_t patient = 0) {
        const auto n = static_cast<std::int64_t>(sessions.size());
        SessionSummary s;
        s.session = ids_.next(n);
        s.patient.id = SeededUuids(patient ? patient : 1'000 + static_cast<std::uint64_t>(n)).next(0);
        s.patient.familyName = family;
        s.patient.givenName = given;
        s.patient.mrn = mrn;
        s.patient.birthDate = "1986-03-14";
        s.opened = {kToday.utcMs - n * kDayMs, kToday.offsetMin};
        s.status = SessionStatus::signedOff;
        s.protocolTitle = "Ketamine IV 0.5 mg/kg";
        s.doseMg = 35;
        s.completed = true;
        sessions.push_back(s);
        return sessions.back();
    }
    void addMany(int count) {
        static constexpr const char* kFamilies[] = {"Brandt", "Dubois", "Eriksen", "Fischer", "Hansen"};
        static constexpr const char* kGiven[] = {"Bela", "Carlos", "Dana", "Femi"};
        for (int i = 0; i < count; ++i)
            add(kFamilies[i % 5], kGiven[i % 4], std::to_string(10'000 + i).c_str());
    }

    SessionFinder::Ports ports() {
        SessionFinder::Ports ports;
        ports.newest = [this](int limit) -> Result<std::vector<SessionSummary>> {
            const auto n = std::min(static_cast<std::size_t>(limit), sessions.size());
            return std::vector<SessionSummary>(sessions.begin(),
                                               sessions.begin() + static_cast<std::ptrdiff_t>(n));
        };
        ports.rows = [this](const std::vector<std::int64_t>& refs) -> Result<std::vector<SessionSummary>> {
            std::vector<SessionSummary> out;
            for (const auto ref : refs) out.push_back(sessions.at(static_cast<std::size_t>(ref)));
            rowsRead += refs.size();
            return out;
        };
        ports.count = [this]() -> Result<std::int64_t> { return static_cast<std::int64_t>(sessions.size()); };
        ports.loadIndex = [this](QObject* asker, const IndexStamp&, SessionFinder::Loaded answer) {
            asked.emplace_back(asker, std::move(answer));
            if (answersAtOnce) answerAll();
        };
        ports.now = [] { return kToday; };
        return ports;
    }
    void answerAll() {
        for (auto& [asker, answer] : std::exchange(asked, {}))
            if (asker) answer(std::optional(index()));
    }
    SessionIndex index() const {
        std::vector<IndexEntry> entries;
        for (std::size_t i = 0; i < sessions.size(); ++i) {
            const auto& s = sessions[i];
            entries.push_back(
                {static_cast<std::int64_t>(i), s.session, s.opened, s.protocolTitle, searchTextOf(s)});
        }
        return SessionIndex::of(entries, tags);
    }

    std::vector<SessionSummary> sessions; ///< newest first; the place is the row reference
    std::unordered_map<Uuid, FactTags> tags;
    std::vector<std::pair<QPointer<QObject>, SessionFinder::Loaded>> asked;
    bool answersAtOnce = true;
    std::size_t rowsRead = 0;

private:
    SeededUuids ids_{99};
};

} // namespace chairside::testing
