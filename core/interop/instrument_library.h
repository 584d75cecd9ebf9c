// SPDX-License-Identifier: GPL-3.0-or-later
// All instruments of a directory: questionnaires, the scoring files beside them, and the clinic's text packs.
// A broken file costs only its own instrument; the reasons are listed for people to read. Called at start-up
// by whoever composes the program, on its thread; never writes.
#pragma once

#include "core/base/result.h"
#include "core/domain/instrument.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

struct InstrumentLibrary {
    std::vector<Instrument> instruments; ///< sorted by id
    std::vector<Error> errors;           ///< one for each file that was refused

    const Instrument* find(std::string_view id) const;
};

/// Reads "x.json" with "x.scoring.json" (may be absent) and "x.text.json" or "x.<language>.text.json" packs.
/// Of two files with the same instrument id the first by file name stays, the other is an error.
InstrumentLibrary loadInstruments(const std::string& directory);
/// Adds the clinic's own directory: a questionnaire takes the place of the shipped one with its id, text
/// packs complete skeletons. Returns the ids of the clinic's own questionnaires.
std::set<std::string> addOwnInstruments(InstrumentLibrary& library, const std::string& directory);
/// Completes the library's skeletons from the text packs of another directory (the clinic's own).
void addTextPacks(InstrumentLibrary& library, const std::string& directory);

} // namespace chairside
