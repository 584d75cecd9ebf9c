// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/rems_files.h"

#include "core/base/phrase.h"
#include "core/interop/export_file.h"
#include "core/interop/exporter.h"
#include "core/interop/rems_export.h"

namespace chairside {

Result<std::filesystem::path> exportRemsForm(const SessionRecord& record,
                                             const std::filesystem::path& directory) {
    const auto form = remsForm(record.events, record.readings);
    if (!form.applies)
        return Error{
            phrase("No esketamine device was given in this session, so there is no form to prepare.")};
    auto folder = PartialFolder::make(directory, exportName(record) + "-rems");
    if (!folder) return folder.error();
    const auto write = [&](const char* name, const std::string& text) {
        ExportFile file(folder->path() / name);
        file.write(text);
        return file.close();
    };
    if (auto done = write("rems.json", remsJson(form)); !done) return done.error();
    if (auto done = write("rems.csv", remsCsv(form)); !done) return done.error();
    return folder.value().keep();
}

} // namespace chairside
