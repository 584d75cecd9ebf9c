// SPDX-License-Identifier: GPL-3.0-or-later
// importDocument(): the judged bytes into the clinic's folder, whole or not at all.
#include "core/base/phrase.h"
#include "core/base/system_reason.h"
#include "core/interop/document_import.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace chairside {
namespace {

namespace fs = std::filesystem;

Error notTaken(const std::string& what, int code) {
    if (code == ENOSPC || code == EDQUOT)
        return {phrase("There is not enough space for {1}. Nothing was taken over.", what)};
    return {
        phrase("The file {1} could not be written ({2}). Nothing was taken over.", what, systemReason(code))};
}

int writeWhole(const fs::path& path, std::string_view bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return errno;
    int code = 0;
    while (!bytes.empty() && code == 0) {
        const auto done = ::write(file, bytes.data(), bytes.size());
        if (done >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(done));
        else if (errno != EINTR)
            code = errno;
    }
    if (code == 0 && ::fsync(file) != 0) code = errno;
    if (::close(file) != 0 && code == 0) code = errno;
    if (code != 0) ::unlink(path.c_str());
    return code;
}

void syncFolder(const fs::path& folder) {
    const int file = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ::fsync(file); // some file systems know no such thing; the rename itself is whole all the same
    ::close(file);
}

/// "x.json" -> "x.json.replaced", or "x.json.replaced-2", whichever is free.
fs::path asideName(const fs::path& path) {
    std::error_code ignored;
    fs::path out = path.string() + ".replaced";
    for (int i = 2; fs::exists(out, ignored); ++i) out = path.string() + ".replaced-" + std::to_string(i);
    return out;
}

/// What was renamed, renamed back unless it is kept.
class Moves {
public:
    ~Moves() {
        std::error_code ignored;
        for (auto it = done_.rbegin(); it != done_.rend(); ++it) fs::rename(it->second, it->first, ignored);
    }
    int move(const fs::path& from, const fs::path& to) {
        if (::rename(from.c_str(), to.c_str()) != 0) return errno;
        done_.emplace_back(from, to);
        return 0;
    }
    void keep() { done_.clear(); }

private:
    std::vector<std::pair<fs::path, fs::path>> done_;
};

} // namespace

Status importDocument(const DocumentPreview& preview, const std::string& clinicFolder) {
    if (!preview.refusal.empty()) return Error{preview.refusal};
    const fs::path root(clinicFolder);
    const fs::path target = root / preview.file;
    std::error_code failed;
    fs::create_directories(target.parent_path(), failed);
    if (failed)
        return Error{phrase("The clinic's folder {1} can't be made ({2}). Nothing was taken over.",
                            target.parent_path().string(), systemReason(failed))};
    const fs::path partial = target.string() + ".partial";
    fs::remove(partial, failed); // of an import that was cut off
    if (const int code = writeWhole(partial, preview.bytes))
        return notTaken(target.filename().string(), code);
    Moves moves;
    const auto undo = [&](int code) -> Status {
        std::error_code ignored;
        fs::remove(partial, ignored);
        return notTaken(target.filename().string(), code);
    };
    for (const auto& file : preview.aside)
        if (const int code = moves.move(root / file, asideName(root / file))) return undo(code);
    if (fs::exists(target, failed)) // something broken under the same name: never overwritten
        if (const int code = moves.move(target, asideName(target))) return undo(code);
    if (const int code = moves.move(partial, target)) return undo(code);
    moves.keep();
    syncFolder(target.parent_path());
    return Done{};
}

} // namespace chairside
