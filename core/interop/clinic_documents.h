// SPDX-License-Identifier: GPL-3.0-or-later
// What a clinic works with: the shipped protocols and instruments together with its own from the folder
// beside the record. The clinic's own goes before a shipped one of the same id, whatever an update brings. A
// broken document costs only itself and is named in words. Reads files; never writes, never stops a start.
#pragma once

#include "core/domain/instrument.h"
#include "core/domain/protocol.h"

#include <set>
#include <string>
#include <vector>

namespace chairside {

struct ListedProtocol {
    Protocol protocol;
    std::string file;    ///< name without folder
    bool own = false;    ///< from the clinic's folder
    bool inForce = true; ///< false: another version or the clinic's own goes before it
};

struct ClinicDocuments {
    std::vector<ListedProtocol> protocols; ///< by title, the one in force first, then newest first
    std::vector<Instrument> instruments;   ///< by id
    std::set<std::string> ownInstruments;  ///< ids of questionnaires from the clinic's folder
    std::vector<std::string> problems;     ///< one sentence for each document that was refused

    std::vector<Protocol> protocolsInForce() const;
    const ListedProtocol* find(const std::string& id, int version) const;
};

/// The clinic's folder of a record: "<folder of the record>/clinic", with "protocols" and "instruments" in
/// it.
std::string clinicFolderOf(const std::string& recordFile);

/// `clinicFolder` need not exist; empty = shipped documents only.
ClinicDocuments loadDocuments(const std::string& resources, const std::string& clinicFolder);

} // namespace chairside
