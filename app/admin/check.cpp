// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/record_access.h"

#include "core/interop/document_import.h"

namespace chairside {

int checkDocument(const AdminOptions& options) {
    const auto folder = clinicFolderOf(options.database.toStdString());
    const auto documents = loadDocuments(options.resources.toStdString(), folder);
    const auto preview = previewDocument(options.argument.toStdString(), documents, folder);
    if (!preview) return fail(preview.error().message);
    line(preview->title);
    line(std::string(kindWords(preview->kind)) + ", version " + preview->version + ", id " + preview->id);
    for (const auto& remark : preview->remarks) line(remark);
    if (!preview->refusal.empty()) line(preview->refusal);
    line("");
    line(plainText(preview->parts));
    return 0;
}

} // namespace chairside
