// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic's data that give codes and words to what a record only names by key: instruments, side effects,
// exchange codes. Read once from the resources by whoever exports or prints; plain values, any thread.
#pragma once

#include "core/base/result.h"
#include "core/domain/instrument.h"
#include "core/domain/side_effect.h"
#include "core/interop/exchange_codes.h"

#include <string>
#include <vector>

namespace chairside {

struct ExportCatalogue {
    std::vector<Instrument> instruments;
    std::vector<SideEffect> sideEffects;
    ExchangeCodes codes = {};

    const Instrument* instrument(const std::string& id, const std::string& version) const;
    const SideEffect* sideEffect(const std::string& key) const;
    /// The word for an effect or instrument; the key itself where there is none.
    std::string label(const std::string& key) const;
};

/// From the folder that holds "instruments" and "catalogues". A broken instrument costs only its own words;
/// a broken catalogue is an Error.
Result<ExportCatalogue> loadExportCatalogue(const std::string& resources);

} // namespace chairside
