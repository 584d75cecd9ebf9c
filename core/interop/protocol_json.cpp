// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/protocol_json.h"

#include "core/base/phrase.h"
#include "core/base/system_reason.h"
#include "core/base/text.h"
#include "core/interop/protocol_parts.h"
#include "core/log/digest.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace chairside {
namespace {

using namespace protocol_parts;

constexpr JsonLimits kProtocolLimits{kMaxProtocolBytes, 10, 20'000, 60};
constexpr std::size_t kMostEventLabels = 9; // the keys 1 to 9

/// Things that can be captured without being listed in the document.
const Names& builtInCaptures() {
    static const Names kNames{"nibp",     "weight", "height", "side_effects",
                              "oriented", "gait",   "escort", "si_question"};
    return kNames;
}

Route route(const JsonAt& at) {
    const std::string name = at.text(40);
    if (name == "intravenous") return Route::intravenous;
    if (name == "intranasal") return Route::intranasal;
    at.fail(phrase("The route is \"intravenous\" or \"intranasal\"."));
}

Names instrumentIds(const JsonAt& root) {
    Names ids;
    for (const JsonAt& at : shortList(root, "instruments"))
        if (!ids.insert(identifier(at)).second) at.fail(phrase("This instrument is listed twice."));
    return ids;
}

Names capturesOf(const Names& instruments, const Protocol& protocol) {
    Names names = builtInCaptures();
    names.insert(instruments.begin(), instruments.end());
    for (const auto& channel : allChannels()) names.emplace(channel.key);
    for (const auto* list : {&protocol.screen, &protocol.timeout})
        for (const auto& item : *list) names.insert(item.key);
    return names;
}

/// What a baseline can be made of: measurements, and scores of the listed instruments.
std::vector<std::string> baselineSet(const JsonAt& root, const Names& instruments) {
    std::vector<std::string> out;
    for (const JsonAt& at : shortList(root, "baseline_set")) {
        out.push_back(at.text(120));
        for (const auto part : splitOn(out.back(), '|'))
            if (part != "nibp" && part != "weight" && part != "height" && !channelFromKey(part) &&
                !instruments.contains(part))
                at.fail(phrase("\"{1}\" is not something that a baseline can have.", cleanText(part, 40)));
        if (std::count(out.begin(), out.end(), out.back()) > 1) at.fail(phrase("This is listed twice."));
    }
    if (out.empty()) root.at("baseline_set").fail(phrase("A baseline must ask for something."));
    return out;
}

std::vector<std::string> titles(const JsonAt& root, std::string_view key, std::size_t most) {
    std::vector<std::string> out;
    for (const JsonAt& at : shortList(root, key, most)) out.push_back(title(at));
    return out;
}

Protocol readProtocol(const JsonAt& root) {
    root.expectOnly({"format",        "format_version", "id",
                     "version",       "title",          "route",
                     "source",        "instruments",    "quiet_room",
                     "dosing",        "recovery_min",   "baseline_max_age_min",
                     "checks",        "limits",         "holds",
                     "screen",        "timeout",        "orders",
                     "abort_reasons", "gate",           "event_labels",
                     "unscored",      "baseline_set"});
    if (root.at("format").text(60) != "chairside-protocol")
        root.at("format").fail(phrase("\"format\" must be \"chairside-protocol\"."));
    root.at("format_version").wholeNumber(1, 1);
    Protocol p;
    p.id = identifier(root.at("id"));
    p.version = root.at("version").wholeNumber(1, 1'000'000);
    p.title = title(root.at("title"));
    p.route = route(root.at("route"));
    quietRoom(root, p);
    p.recoveryMinimum = minutesWithin(root.at("recovery_min"), 0, 24 * 60);
    p.baselineMaxAge = minutesWithin(root.at("baseline_max_age_min"), 1, 24 * 60);
    const Names instruments = instrumentIds(root);
    p.instruments.assign(instruments.begin(), instruments.end());
    for (const JsonAt& at : shortList(root, "unscored"))
        if (const auto id = identifier(at); id != "side_effects" && !instruments.contains(id))
            at.fail(phrase("This instrument is not on the list of \"instruments\"."));
        else
            p.unscored.insert(id);
    if (root.has("baseline_set")) p.baselineSet = baselineSet(root, instruments);
    p.dosing = dosing(root.at("dosing"), p.route);
    p.screen = items(root, "screen");
    p.timeout = items(root, "timeout");
    p.checks = checks(root, p.route, capturesOf(instruments, p));
    p.limits = limits(root, instruments);
    p.holds = holds(root, instruments);
    p.orders = orders(root);
    p.abortReasons = titles(root, "abort_reasons", 40);
    p.eventLabels = titles(root, "event_labels", kMostEventLabels);
    p.gate = gate(root.at("gate"));
    if (p.screen.empty())
        root.at("screen").fail(phrase("A protocol needs at least one item of the pre-session screen."));
    if (p.timeout.empty())
        root.at("timeout").fail(phrase("A protocol needs at least one item of the time-out."));
    if (p.checks.empty()) root.at("checks").fail(phrase("A protocol needs at least one check."));
    if (p.abortReasons.empty())
        root.at("abort_reasons").fail(phrase("A protocol needs at least one reason to abort."));
    return p;
}

} // namespace

Result<Protocol> readProtocol(std::string_view text, std::string_view name) {
    try {
        const JsonNode tree = parseLocatedJson(text, kProtocolLimits);
        Protocol protocol = readProtocol(JsonAt(tree));
        protocol.text = text;
        protocol.sha = toHex(blake2b256(text));
        return protocol;
    } catch (const JsonFault& fault) {
        return faultError(name, fault);
    }
}

Result<Protocol> readProtocolFile(const std::string& path) {
    auto text = readWholeFile(path, kMaxProtocolBytes);
    if (!text) return text.error();
    return readProtocol(text.value(), std::filesystem::path(path).filename().string());
}

ProtocolFolder loadProtocols(const std::string& directory) {
    namespace fs = std::filesystem;
    ProtocolFolder folder;
    std::error_code failed;
    std::vector<fs::path> paths;
    for (fs::directory_iterator it(directory, failed), end; !failed && it != end; it.increment(failed))
        if (it->path().extension() == ".json") paths.push_back(it->path());
    if (failed) {
        folder.problems.push_back(phrase("The folder of protocols \"{1}\" could not be read: {2}.", directory,
                                         systemReason(failed)));
        return folder;
    }
    std::sort(paths.begin(), paths.end());
    std::map<std::pair<std::string, int>, std::vector<std::string>> files;
    for (const auto& path : paths) {
        auto protocol = readProtocolFile(path.string());
        if (!protocol) {
            folder.problems.push_back(protocol.error().message);
            continue;
        }
        files[{protocol->id, protocol->version}].push_back(path.filename().string());
        folder.protocols.push_back(std::move(protocol).value());
    }
    for (const auto& [key, names] : files) {
        folder.files[key] = names.front();
        if (names.size() < 2) continue;
        std::string list;
        for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
        folder.problems.push_back(phrase("These files are all version {1} of \"{2}\": {3}. None of them is "
                                         "used; give a changed document a new version number.",
                                         std::to_string(key.second), key.first, list));
        std::erase_if(folder.protocols,
                      [&](const Protocol& p) { return p.id == key.first && p.version == key.second; });
    }
    std::stable_sort(folder.protocols.begin(), folder.protocols.end(),
                     [](const Protocol& a, const Protocol& b) { return a.title < b.title; });
    return folder;
}

} // namespace chairside
