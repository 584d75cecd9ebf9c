// SPDX-License-Identifier: GPL-3.0-or-later
// The folder on another disk in which saving goes on when the disk of the record fails. It is named once,
// with
// --second-folder, and kept beside the record: a start that forgot it would not find what was saved there,
// and a session would go on without its newest entries.
#pragma once

#include <QString>

#include <optional>

namespace chairside {

struct SecondFolder {
    QString path;    ///< empty when there is none
    QString problem; ///< a sentence for the start page; empty when all is well
    /// It was named before and is not there: what was saved in it may be missing here.
    bool isMissing = false;
};

/// `named` is what the person named at this start, empty to use the one kept for `record`. Makes a folder
/// that is named for the first time.
SecondFolder secondFolderOf(const QString& record, const QString& named);

} // namespace chairside
