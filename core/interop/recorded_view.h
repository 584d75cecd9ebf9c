// SPDX-License-Identifier: GPL-3.0-or-later
// From a recorded session to the folds over it: reads the protocol that the session itself carries and plays
// events and readings into a SessionView. The one way history, resume, report, figures and command line open
// a session. Keeps the protocols it has read; one owner, any thread.
#pragma once

#include "core/live/session_facts.h"
#include "core/live/session_view.h"
#include "core/log/history.h"

#include <memory>
#include <string>
#include <unordered_map>

namespace chairside {

/// The protocol that was in force, from the session's own copy, whatever the folder holds today. Fails with a
/// sentence when that copy can't be read or the session was never opened.
Result<Protocol> recordedProtocol(const SessionRecord& record);

class RecordedViews {
public:
    std::unique_ptr<SessionView> open(const SessionRecord& record);
    SessionFacts facts(const SessionRecord& record) { return factsOf(*open(record)); }
    /// An empty protocol when the session's own document can't be read: the record is shown all the same.
    const Protocol& protocolOf(const SessionRecord& record);

private:
    std::unordered_map<std::string, Protocol> protocols_; ///< by the document itself
    Protocol none_;
};

} // namespace chairside
