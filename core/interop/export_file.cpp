// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/export_file.h"

#include "core/base/phrase.h"
#include "core/base/system_reason.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace chairside {
namespace {

constexpr std::size_t kBufferBytes = 1u << 18;

} // namespace

Error exportFault(const std::filesystem::path& path, int code) {
    const auto name = path.filename().string();
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return {phrase("There is not enough space for {1} in the export folder. Nothing was exported; the "
                       "record is unchanged.",
                       name)};
    if (code == ENOENT || code == ENOTDIR)
        return {phrase("The export folder is gone; the disk may have been removed. Nothing was exported; the "
                       "record is unchanged.")};
    if (code == EACCES || code == EPERM || code == EROFS)
        return {phrase(
            "Nothing can be written in the export folder ({1}). Nothing was exported; choose another folder.",
            systemReason(code))};
    return {phrase("The file {1} could not be written ({2}). Nothing was exported; the record is unchanged.",
                   name, systemReason(code))};
}

ExportFile::ExportFile(std::filesystem::path path) : path_(std::move(path)) {
    file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file_ < 0) fail(errno);
    buffer_.reserve(kBufferBytes);
}

ExportFile::~ExportFile() {
    if (file_ >= 0) ::close(file_);
}

void ExportFile::fail(int code) {
    if (errno_ == 0) errno_ = code;
}

void ExportFile::write(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() >= kBufferBytes) flush();
}

void ExportFile::flush() {
    std::string_view rest = buffer_;
    while (ok() && !rest.empty()) {
        const auto done = ::write(file_, rest.data(), rest.size());
        if (done < 0 && errno != EINTR) fail(errno);
        if (done > 0) rest.remove_prefix(static_cast<std::size_t>(done));
    }
    buffer_.clear();
}

Status ExportFile::close() {
    flush();
    if (ok() && ::fsync(file_) != 0) fail(errno);
    if (file_ >= 0 && ::close(file_) != 0) fail(errno);
    file_ = -1;
    if (!ok()) return exportFault(path_, errno_);
    return Done{};
}

Status syncToDisk(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return exportFault(path, errno);
    const int code = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    // Some network and FAT file systems know no fsync of a folder: nothing more can be done there.
    if (code == 0 || code == EINVAL || code == ENOTSUP) return Done{};
    return exportFault(path, code);
}

} // namespace chairside
