// SPDX-License-Identifier: GPL-3.0-or-later
// A protocol or an instrument as a person reads it: what a medical director looks through before a document
// is taken over, and afterwards. Plain sentences under headings, complete for protocols; nothing is judged
// and nothing is markup. Pure, any thread.
#pragma once

#include "core/domain/instrument.h"
#include "core/domain/protocol.h"

#include <functional>
#include <string>
#include <vector>

namespace chairside {

struct DocumentPart {
    std::string title;
    std::vector<std::string> lines;
};

/// The shown name of an instrument id; the id itself where nothing is known of it.
using TitleOf = std::function<std::string(const std::string&)>;

std::vector<DocumentPart> describeProtocol(const Protocol& protocol, const TitleOf& titleOf);
/// Long questionnaires end with a line that says how many questions follow.
std::vector<DocumentPart> describeInstrument(const Instrument& instrument);

/// "shipped wording", "numbers and scoring only", ...
std::string licenceWords(LicenceClass licence);
/// Headings in capitals, lines indented: for a terminal.
std::string plainText(const std::vector<DocumentPart>& parts);

} // namespace chairside
