// SPDX-License-Identifier: GPL-3.0-or-later
// What every verb of `chairside-admin` needs before it can begin: the record, one session of it, the clinic's
// words, the time, and a way to speak. Holds nothing; main thread.
#pragma once

#include "app/admin/commands.h"
#include "core/interop/export_catalogue.h"
#include "core/log/history.h"

#include <memory>
#include <string>

namespace chairside {

/// Never creates a file by looking for it.
Result<std::unique_ptr<HistoryReader>> openRecord(const AdminOptions& options);
/// The session whose identity is AdminOptions::session or begins so.
Result<SessionRecord> findSession(HistoryReader& history, const AdminOptions& options);
/// Words and codes of the resources in use.
Result<ExportCatalogue> catalogueOf(const AdminOptions& options);
/// One line on standard output.
void line(const std::string& text);

} // namespace chairside
