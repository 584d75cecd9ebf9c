// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/csv_reader.h"
#include "core/live/replay.h"
#include "support/catch.h"

#include <filesystem>
#include <fstream>
#include <random>

using namespace chairside;

namespace {

Recording threeMinutes() {
    auto read = readVitalsCsv("Elapsed (s),hr,spo2\n0,70,98\n60,,97\n120,72,\n", "three.csv");
    REQUIRE(read);
    return std::move(read).value();
}

Instant at(std::int64_t ms) {
    return {monoFromMs(ms), {1'790'000'000'000 + ms, 60}};
}

std::vector<Reading> readings(const std::vector<SourceMessage>& messages) {
    std::vector<Reading> out;
    for (const auto& m : messages)
        if (const auto* r = std::get_if<Reading>(&m)) out.push_back(*r);
    return out;
}

std::string refusal(const std::filesystem::path& path) {
    const auto opened = openRecording(path);
    return opened ? std::string{} : opened.error().message;
}

} // namespace

TEST_CASE("a replay yields each row at its own time, marked as replayed, and says when it ends",
          "[live][H-13]") {
    Replay replay(threeMinutes(), {2, monoFromMs(5'000), 0ms});
    CHECK(replay.info().origin == Origin::replayed);
    CHECK(replay.info().period[index(Channel::hr)] == 120s);
    CHECK(replay.info().period[index(Channel::spo2)] == 60s);
    CHECK(replay.poll(at(4'999)).empty());
    const auto first = replay.poll(at(5'000));
    REQUIRE(first.size() == 2);
    CHECK(std::get<LinkChange>(first[0]).state == LinkState::connected);
    CHECK(std::get<Reading>(first[1])[Channel::hr] == 70.0);
    CHECK(replay.nextDue() == monoFromMs(65'000));
    const auto later = readings(replay.poll(at(130'000)));
    REQUIRE(later.size() == 2);
    CHECK_FALSE(later[0][Channel::hr]);
    CHECK(later[0].at == at(65'000));
    CHECK(later[0].source == 2);
    CHECK_FALSE(later[1][Channel::spo2]);
    const auto end = replay.poll(at(200'000));
    REQUIRE(end.size() == 1);
    CHECK(std::get<LinkChange>(end[0]).state == LinkState::ended);
    CHECK(std::get<LinkChange>(end[0]).at == at(185'000));
    CHECK(replay.poll(at(300'000)).empty());
}

TEST_CASE("a replay starts at any place of its recording", "[live]") {
    Replay replay(threeMinutes(), {1, monoFromMs(0), 61s});
    const auto got = readings(replay.poll(at(1'000'000)));
    REQUIRE(got.size() == 1);
    CHECK(got[0].at == at(59'000));
    Replay beyond(threeMinutes(), {1, monoFromMs(0), 3h});
    const auto messages = beyond.poll(at(0));
    REQUIRE(messages.size() == 2);
    CHECK(std::get<LinkChange>(messages[1]).state == LinkState::ended);
}

TEST_CASE("what a replay yields does not depend on how it is polled", "[live]") {
    std::mt19937 random(3);
    for (int round = 0; round < 50; ++round) {
        Replay often(threeMinutes(), {}), once(threeMinutes(), {});
        std::vector<Reading> a;
        for (std::int64_t t = 0; t < 200'000; t += 1 + static_cast<std::int64_t>(random() % 30'000))
            for (const auto& r : readings(often.poll(at(t)))) a.push_back(r);
        for (const auto& r : readings(often.poll(at(200'000)))) a.push_back(r);
        const auto b = readings(once.poll(at(200'000)));
        REQUIRE(a.size() == b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            REQUIRE(a[i].at == b[i].at);
            REQUIRE(a[i].values == b[i].values);
        }
    }
}

TEST_CASE("a file that is no recording is refused in one sentence", "[live][H-09]") {
    namespace fs = std::filesystem;
    const auto folder = fs::temp_directory_path() / "chairside_replay_test";
    fs::remove_all(folder);
    fs::create_directories(folder);
    const auto write = [&](const char* name, std::string_view bytes) {
        std::ofstream(folder / name, std::ios::binary) << bytes;
        return folder / name;
    };
    CHECK(refusal(folder / "none.csv") == "There is no file “none.csv”.");
    CHECK(refusal(write("empty.csv", "")) == "The file “empty.csv” is empty.");
    CHECK(refusal(write("x.edf", std::string_view("0\0\1\2", 4))).find("does not replay") !=
          std::string::npos);
    CHECK(refusal(write("note.txt", "hello")).find("does not replay") != std::string::npos);
    CHECK(refusal(folder).find("no WFDB header") != std::string::npos);
    CHECK(refusal(write("r.hea", "r 1 1 2\nr.dat 16 10/bpm 16 0 1 3 0 HR\n")) == "There is no file “r.dat”.");
    write("r.dat", std::string_view("\1\0", 2));
    CHECK(refusal(folder / "r.hea").find("is cut") != std::string::npos);
    write("r.dat", std::string_view("\1\0\2\0", 4));
    CHECK(openRecording(folder / "r.dat"));
    CHECK(openRecording(folder));
    fs::resize_file(write("huge.csv", "Time,hr\n"), kMaxRecordingBytes + 1);
    CHECK(refusal(folder / "huge.csv") ==
          "The file “huge.csv” is too large: it has 64 MB, and Chairside reads at most 64 MB.");
    fs::remove_all(folder);
}
