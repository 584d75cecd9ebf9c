// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/gzip.h"

#include "core/base/phrase.h"

#include <array>
#include <cstdlib>
#include <zlib.h>

namespace chairside {
namespace {

constexpr int kGzip = 16 + MAX_WBITS; ///< zlib's way to ask for a gzip header
constexpr std::size_t kPiece = 1u << 16;

Bytef* bytesIn(std::string_view text) {
    return reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); // zlib reads through a plain pointer
}

} // namespace

GzipFile::GzipFile(const std::filesystem::path& path) : file_(path), stream_(std::make_unique<z_stream>()) {
    if (deflateInit2(stream_.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        std::abort(); // no memory
}

GzipFile::~GzipFile() {
    deflateEnd(stream_.get());
}

void GzipFile::write(std::string_view bytes) {
    deflateAll(bytes, Z_NO_FLUSH);
}

Status GzipFile::close() {
    deflateAll({}, Z_FINISH);
    return file_.close();
}

void GzipFile::deflateAll(std::string_view bytes, int flush) {
    std::array<char, kPiece> out;
    stream_->next_in = bytesIn(bytes);
    stream_->avail_in = static_cast<uInt>(bytes.size());
    do {
        stream_->next_out = reinterpret_cast<Bytef*>(out.data());
        stream_->avail_out = static_cast<uInt>(out.size());
        deflate(stream_.get(), flush);
        file_.write({out.data(), out.size() - stream_->avail_out});
    } while (stream_->avail_out == 0);
}

Result<std::string> gunzip(std::string_view packed, std::size_t maxBytes) {
    z_stream stream{};
    if (inflateInit2(&stream, kGzip) != Z_OK) std::abort(); // no memory
    std::string out;
    std::array<char, kPiece> piece;
    stream.next_in = bytesIn(packed);
    stream.avail_in = static_cast<uInt>(packed.size());
    int answer = Z_OK;
    while (answer == Z_OK && out.size() <= maxBytes) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        answer = inflate(&stream, Z_NO_FLUSH);
        out.append(piece.data(), piece.size() - stream.avail_out);
        if (answer == Z_BUF_ERROR) break; // cut: it wants more than there is
    }
    inflateEnd(&stream);
    if (out.size() > maxBytes)
        return Error{phrase("This file unpacks to more than {1} MB, which is more than Chairside reads.",
                            std::to_string(maxBytes >> 20))};
    if (answer != Z_STREAM_END) return Error{phrase("This file is damaged or cut: it can't be unpacked.")};
    return out;
}

} // namespace chairside
