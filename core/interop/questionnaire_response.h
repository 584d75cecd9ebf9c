// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a recorded score as a FHIR R4 QuestionnaireResponse. Pure, any thread. Answers leave as they were
// given; a response that does not fit its instrument is refused, not bent. Wording that came in a clinic's
// text pack stays at home: only its hash goes out. An unfinished score has no total, never a zero.
#pragma once

#include "core/base/result.h"
#include "core/domain/event.h"
#include "core/domain/instrument.h"

#include <string>

namespace chairside {

struct ResponseLinks {
    std::string subject;    ///< reference to the Patient: "urn:uuid:…" inside a bundle
    std::string encounter;  ///< reference to the Encounter, may be empty
    bool withdrawn = false; ///< a later event took this entry back: status entered-in-error
};

/// One JSON resource, compact. The event's body must be a ScoreEntered of this instrument and version; the id
/// is the event's, `authored` is when it happened (Event::effective) in the wall time of the entry.
Result<std::string> questionnaireResponse(const Event& event, const Instrument& instrument,
                                          const ResponseLinks& links);

} // namespace chairside
