// SPDX-License-Identifier: GPL-3.0-or-later
// gzip (RFC 1952) through zlib, for the .vital format: writes into an ExportFile as bytes come, reads a whole
// file with a bound on what it may grow to. One owner, one thread.
#pragma once

#include "core/base/result.h"
#include "core/interop/export_file.h"

#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace chairside {

class GzipFile {
public:
    explicit GzipFile(const std::filesystem::path& path);
    ~GzipFile();
    GzipFile(const GzipFile&) = delete;
    GzipFile& operator=(const GzipFile&) = delete;

    void write(std::string_view bytes);
    Status close(); ///< as ExportFile::close()

private:
    void deflateAll(std::string_view bytes, int flush);

    ExportFile file_;
    std::unique_ptr<z_stream_s> stream_;
};

/// The unpacked bytes; an Error when they are no whole gzip, or more than `maxBytes`.
Result<std::string> gunzip(std::string_view packed, std::size_t maxBytes);

} // namespace chairside
