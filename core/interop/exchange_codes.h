// SPDX-License-Identifier: GPL-3.0-or-later
// Codes under which drugs and routes leave for other systems. Data that a clinic may change: each code says
// where it was looked up, or that nobody has. A drug without a code leaves with its name only. Pure; read
// from resources/catalogues/exchange_codes.json, all or nothing.
#pragma once

#include "core/base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace chairside {

struct ExchangeCode {
    std::string system, code, display;
    std::string checked; ///< where it was looked up; empty = unchecked
};

struct ExchangeCodes {
    std::map<std::string, std::vector<ExchangeCode>> drugs, routes; ///< by the word in the record

    const std::vector<ExchangeCode>& drug(const std::string& name) const;
    const std::vector<ExchangeCode>& route(const std::string& name) const;
};

Result<ExchangeCodes> readExchangeCodes(std::string_view text, std::string_view name);
Result<ExchangeCodes> readExchangeCodesFile(const std::string& path);

} // namespace chairside
