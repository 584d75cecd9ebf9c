// SPDX-License-Identifier: GPL-3.0-or-later
// The scenario files of tests/scenarios/plain, which a nurse can read, through the real engine and the
// shipped protocols. Each file is also played with every single expectation made wrong: the player must
// notice it.
#include "build_places.h"
#include "core/interop/protocol_json.h"
#include "support/catch.h"
#include "support/plain_scenario.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace chairside;
using chairside::testing::playScenario;

namespace {

const std::filesystem::path kFolder = CHAIRSIDE_SOURCE_DIR "/tests/scenarios/plain";

const std::vector<Protocol>& shipped() {
    static const auto kProtocols = loadProtocols(CHAIRSIDE_SOURCE_DIR "/resources/protocols").protocols;
    return kProtocols;
}

std::vector<std::filesystem::path> files() {
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder))
        if (entry.path().extension() == ".txt") out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<std::string> linesOf(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const auto& line : lines) out += line + "\n";
    return out;
}

/// The opposite of an expectation, or something that cannot be true.
std::string madeWrong(std::string line) {
    const auto replace = [&](const std::string& from, const std::string& to) {
        const auto at = line.find(from);
        if (at == std::string::npos) return false;
        line.replace(at, from.size(), to);
        return true;
    };
    if (replace("expect no open hold", "expect hold: something") ||
        replace("expect nothing overdue", "expect overdue: something") ||
        replace("expect nothing open", "expect still open before leaving: something") ||
        replace("expect no alarm: ", "expect alarm: zzz ") ||
        replace("expect not present: ", "expect present: zzz ") ||
        replace("ledger balances", "ledger is open") || replace("ledger is open", "ledger balances") ||
        replace("signatures: ", "signatures: 9") || replace("earliest exit: 1", "earliest exit: 2"))
        return line.find("signatures: 9") == std::string::npos
                   ? line
                   : line.substr(0, line.find("signatures: ")) + "signatures: 9";
    for (const char* unit : {" mg", " mL"})
        if (line.size() > 3 && line.ends_with(unit) && line.find(": ") != std::string::npos)
            return line.insert(line.rfind(": ") + 2, "9");
    return line + " zzz";
}

} // namespace

TEST_CASE("every scenario in plain lines runs as a nurse would read it", "[domain][H-06][H-15][H-19]") {
    REQUIRE(shipped().size() == 3);
    const auto all = files();
    CHECK(all.size() >= 8);
    for (const auto& path : all) {
        const auto outcome = playScenario(joined(linesOf(path)), shipped());
        INFO(path.filename().string());
        CHECK(outcome.commands > 10);
        CHECK(outcome.expectations > 3);
        for (const auto& fault : outcome.faults) {
            INFO("line " << fault.line << ": " << fault.sentence);
            CHECK(false);
        }
    }
}

TEST_CASE("an expectation made wrong fails its scenario, whichever it is", "[domain][H-19]") {
    int turned = 0;
    for (const auto& path : files()) {
        const auto lines = linesOf(path);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (lines[i].find(" expect ") == std::string::npos) continue;
            auto changed = lines;
            changed[i] = madeWrong(lines[i].substr(0, lines[i].find('#')));
            const auto outcome = playScenario(joined(changed), shipped());
            bool noticed = false;
            for (const auto& fault : outcome.faults)
                noticed = noticed || (fault.line == static_cast<int>(i) + 1 && fault.expectation);
            INFO(path.filename().string() << " line " << i + 1 << ": " << changed[i]);
            CHECK(noticed);
            ++turned;
        }
    }
    CHECK(turned > 40);
}

TEST_CASE("a refusal that the scenario does not expect and a line nobody understands are faults",
          "[domain]") {
    const auto outcome = playScenario("protocol ket-iv-depression\n"
                                      "10:00 nurse Ana checks in Maria Rivera, born 1986-03-14, record 4711, "
                                      "weight 70 kg\n"
                                      "10:01 nurse Ana starts the infusion\n"
                                      "10:02 nurse Ana dances\n"
                                      "10:01 expect phase: checked in\n",
                                      shipped());
    REQUIRE(outcome.faults.size() == 3);
    CHECK(outcome.faults[0].sentence.find("was refused") != std::string::npos);
    CHECK(outcome.faults[1].sentence.find("not understood") != std::string::npos);
    CHECK(outcome.faults[2].sentence.find("backwards") != std::string::npos);
}
