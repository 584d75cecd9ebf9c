// SPDX-License-Identifier: GPL-3.0-or-later
// A record without the people in it: names, record numbers, identities and typed text are replaced or left
// out, all dates of a patient are moved back by one constant. The same key gives the same patient the same
// pseudonym and the same shift, so that a course stays a course; without the key nobody can go back. Pure,
// any thread; the stored record is never touched. Every kind of event is decided on by name: a new kind does
// not compile until somebody says what of it may leave.
#pragma once

#include "core/interop/export_catalogue.h"
#include "core/log/history.h"

#include <filesystem>
#include <string>

namespace chairside {

struct DeidentifyHow {
    std::string key;           ///< secret of the clinic, see deidentifyKey()
    bool keepFreeText = false; ///< somebody confirmed that notes hold no names; else they are left out
};

/// Stands where a typed text was.
inline constexpr const char* kLeftOut = "(left out)";
/// An age above this is given as this age. Source: US 45 CFR 164.514(b)(2)(i)(C), ages over 89.
inline constexpr int kOldestAge = 90;

class Deidentifier {
public:
    /// The catalogue tells answers that are choices and numbers from answers that are typed text.
    Deidentifier(DeidentifyHow how, const ExportCatalogue& catalogue);

    SessionRecord operator()(const SessionRecord& record) const;
    /// Whole days by which everything of this patient is moved, from −394 to −30.
    std::chrono::days shiftOf(const Patient& patient, const Uuid& session) const;

private:
    DeidentifyHow how_;
    const ExportCatalogue& catalogue_;
};

/// The clinic's key, kept in a file beside the record that only its owner can read; made at first use.
Result<std::string> deidentifyKey(const std::filesystem::path& record);

} // namespace chairside
