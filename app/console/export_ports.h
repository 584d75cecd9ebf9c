// SPDX-License-Identifier: GPL-3.0-or-later
// What the export dialog may ask of the record: a task that opens its own read-only connection on the thread
// it runs on, and writes one session or everything. Holds no state; called on the main thread.
#pragma once

#include "ui/export/export_dialog.h"

namespace chairside {

/// `record`: the record file; `resources`: where words and codes are.
ExportDialog::MakeTask exportTasks(const QString& record, const QString& resources);

} // namespace chairside
