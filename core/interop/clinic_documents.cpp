// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/clinic_documents.h"

#include "core/base/phrase.h"
#include "core/interop/instrument_library.h"
#include "core/interop/protocol_json.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

namespace chairside {
namespace {

namespace fs = std::filesystem;

bool isFolder(const std::string& path) {
    std::error_code failed;
    return fs::is_directory(path, failed);
}

void addProtocols(ClinicDocuments& into, const std::string& directory, bool own) {
    auto folder = loadProtocols(directory);
    for (auto& problem : folder.problems) into.problems.push_back(std::move(problem));
    for (auto& protocol : folder.protocols) {
        const auto* same = into.find(protocol.id, protocol.version);
        if (same && same->protocol.sha == protocol.sha) continue; // a copy of the shipped one
        auto file = folder.files[{protocol.id, protocol.version}];
        if (same)
            into.problems.push_back(phrase("The clinic's own {1} and the shipped {2} are both version {3} of "
                                           "\"{4}\", with different content. The clinic's own is used; give "
                                           "it a higher version so that records tell them apart.",
                                           file, same->file, std::to_string(protocol.version), protocol.id));
        into.protocols.push_back({std::move(protocol), std::move(file), own, true});
    }
}

/// One of each id: the clinic's own before a shipped one, then the highest version.
void settleStanding(std::vector<ListedProtocol>& list) {
    const auto rank = [](const ListedProtocol& p) { return std::pair(p.own, p.protocol.version); };
    for (auto& one : list)
        one.inForce = std::none_of(list.begin(), list.end(), [&](const ListedProtocol& other) {
            return other.protocol.id == one.protocol.id && rank(other) > rank(one);
        });
    std::map<std::string, std::string> titles; // versions of one protocol stay together
    for (const auto& one : list)
        if (one.inForce) titles[one.protocol.id] = one.protocol.title;
    std::stable_sort(list.begin(), list.end(), [&](const ListedProtocol& a, const ListedProtocol& b) {
        if (a.protocol.id == b.protocol.id) return rank(a) > rank(b);
        return std::tie(titles[a.protocol.id], a.protocol.id) <
               std::tie(titles[b.protocol.id], b.protocol.id);
    });
}

} // namespace

std::vector<Protocol> ClinicDocuments::protocolsInForce() const {
    std::vector<Protocol> out;
    for (const auto& one : protocols)
        if (one.inForce) out.push_back(one.protocol);
    return out;
}

const ListedProtocol* ClinicDocuments::find(const std::string& id, int version) const {
    const auto it = std::find_if(protocols.begin(), protocols.end(), [&](const ListedProtocol& p) {
        return p.protocol.id == id && p.protocol.version == version;
    });
    return it == protocols.end() ? nullptr : &*it;
}

std::string clinicFolderOf(const std::string& recordFile) {
    return (fs::path(recordFile).parent_path() / "clinic").string();
}

ClinicDocuments loadDocuments(const std::string& resources, const std::string& clinicFolder) {
    ClinicDocuments out;
    addProtocols(out, resources + "/protocols", false);
    auto library = loadInstruments(resources + "/instruments");
    if (!clinicFolder.empty()) {
        if (isFolder(clinicFolder + "/protocols")) addProtocols(out, clinicFolder + "/protocols", true);
        if (isFolder(clinicFolder + "/instruments"))
            out.ownInstruments = addOwnInstruments(library, clinicFolder + "/instruments");
    }
    settleStanding(out.protocols);
    out.instruments = std::move(library.instruments);
    for (const auto& error : library.errors) out.problems.push_back(error.message);
    return out;
}

} // namespace chairside
