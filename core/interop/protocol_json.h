// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a clinic's protocol document (JSON, schema in docs/protocols.md) into a Protocol. All or nothing: one
// fault refuses the whole document and names file, line and field. Texts are cleaned and stay plain text;
// nothing in a document is ever executed or rendered. Pure but for loadProtocols(), which reads files. Any
// thread.
#pragma once

#include "core/base/result.h"
#include "core/domain/protocol.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chairside {

inline constexpr std::size_t kMaxProtocolBytes = 1u << 20;

/// `name` is shown in errors: "clinic.json, line 41, limits[3].value: ...". Protocol::text is the document as
/// given, Protocol::sha its BLAKE2b-256 in hex.
Result<Protocol> readProtocol(std::string_view text, std::string_view name);
Result<Protocol> readProtocolFile(const std::string& path);

struct ProtocolFolder {
    std::vector<Protocol> protocols; ///< by title
    std::vector<std::string>
        problems; ///< one sentence for each file that was refused, and for an id used twice
    std::map<std::pair<std::string, int>, std::string> files; ///< name of the file by id and version
};
/// Every *.json of `directory`. A broken file never hides the good ones. Two documents with the same id and
/// version are both refused, because nobody could say which one was in force.
ProtocolFolder loadProtocols(const std::string& directory);

} // namespace chairside
