// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/export_catalogue.h"

#include "core/interop/instrument_library.h"
#include "core/interop/side_effects_json.h"

namespace chairside {

const Instrument* ExportCatalogue::instrument(const std::string& id, const std::string& version) const {
    for (const auto& known : instruments)
        if (known.id == id && known.version == version) return &known;
    return nullptr;
}

const SideEffect* ExportCatalogue::sideEffect(const std::string& key) const {
    for (const auto& known : sideEffects)
        if (known.key == key) return &known;
    return nullptr;
}

std::string ExportCatalogue::label(const std::string& key) const {
    if (const auto* effect = sideEffect(key)) return effect->label;
    for (const auto& known : instruments)
        if (known.id == key) return known.title;
    return key;
}

Result<ExportCatalogue> loadExportCatalogue(const std::string& resources) {
    auto effects = readSideEffectsFile(resources + "/catalogues/side_effects.json");
    if (!effects) return effects.error();
    auto codes = readExchangeCodesFile(resources + "/catalogues/exchange_codes.json");
    if (!codes) return codes.error();
    return ExportCatalogue{loadInstruments(resources + "/instruments").instruments,
                           std::move(effects).value(), std::move(codes).value()};
}

} // namespace chairside
