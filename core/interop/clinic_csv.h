// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic's figures as one table: UTF-8, RFC 4180, CRLF, a header row, "." in every locale, an empty cell
// where there is no value, text guarded against spreadsheet formulas. Names no patient and no session.
#pragma once

#include "core/live/clinic_figures.h"

#include <string>

namespace chairside {

std::string clinicCsv(const ClinicFigures& figures);

} // namespace chairside
