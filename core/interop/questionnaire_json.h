// SPDX-License-Identifier: GPL-3.0-or-later
// Reads FHIR R4 Questionnaire files (scoring stands beside them: core/interop/scoring_json). Pure, any
// thread. A file is taken over whole or not at all; whatever is not understood is refused with file, line and
// field, never skipped when it could change what is asked. Text stays plain text: markup in a label is shown
// as its letters. Format and limits: docs/instruments.md.
#pragma once

#include "core/base/result.h"
#include "core/domain/instrument.h"

#include <string>
#include <string_view>

namespace chairside {

inline constexpr std::size_t kMaxQuestionnaireBytes = 4u << 20;
inline constexpr std::size_t kMaxLabelChars = 4'000;
inline constexpr std::size_t kMaxItems = 1'000;
inline constexpr std::size_t kMaxOptions = 300;
inline constexpr std::size_t kMaxItemDepth = 12;

/// Without a scoring file the instrument is `imported`: it keeps answers and has no score.
Result<Instrument> readQuestionnaire(std::string_view json, std::string_view fileName);

/// BLAKE2b-256, hex, over everything a person reads when answering: item texts, anchors, button labels, in
/// printed order. Empty when the instrument has no wording at all.
std::string hashOfText(const Instrument& instrument);

} // namespace chairside
