// SPDX-License-Identifier: GPL-3.0-or-later
// A file being exported: remembers the first failure, and is on the disk when close() says so. One owner, one
// thread. It never replaces a file that exists; whoever owns the folder removes what a failure left.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace chairside {

class ExportFile {
public:
    explicit ExportFile(std::filesystem::path path);
    ~ExportFile();
    ExportFile(const ExportFile&) = delete;
    ExportFile& operator=(const ExportFile&) = delete;

    void write(std::string_view bytes);
    bool ok() const { return errno_ == 0; }
    /// Everything written and synchronised, or one sentence.
    Status close();

private:
    void flush();
    void fail(int code);

    std::filesystem::path path_;
    int file_ = -1;
    int errno_ = 0;
    std::string buffer_;
};

/// Brings a file or folder that somebody else wrote (a library) onto the disk.
Status syncToDisk(const std::filesystem::path& path);
/// "No space is left on the disk; nothing was exported."
Error exportFault(const std::filesystem::path& path, int code);

} // namespace chairside
