// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"

#include "core/live/sentinel_protocol.h"

#include <random>

using namespace chairside;
using namespace chairside::sentinel;

TEST_CASE("every message of the sentinel's protocol survives the line", "[live]") {
    const std::vector<Message> all{Hello{1, 4711},
                                   Beat{18446744073709551615ULL},
                                   Sound{AlarmPriority::high, 7, true, 5},
                                   Sound{std::nullopt, 0, false, 1},
                                   Test{AlarmPriority::medium, 2},
                                   Bye{},
                                   Ready{1},
                                   Output{true},
                                   Output{false},
                                   Echo{9},
                                   Played{AlarmPriority::low, 3},
                                   Judged{Verdict::frozen}};
    for (const auto& message : all) {
        const auto line = encode(message);
        INFO(line);
        REQUIRE(line.back() == '\n');
        const auto back = decode(std::string_view(line).substr(0, line.size() - 1));
        REQUIRE(back);
        CHECK(back->index() == message.index());
        CHECK(encode(*back) == line);
    }
}

TEST_CASE("anything else on the line is nothing", "[live][H-09]") {
    for (const char* line :
         {"", " ", "beat", "beat x", "beat -1", "beat 1 ", "beat  1", "beat 1x", "sound high 1 0",
          "sound loud 1 0 3", "sound high 1 2 3", "sound high 1 0 0", "sound high 1 0 6",
          "sound high 99999999999 0 3", "test low 9", "output 2", "judged asleep", "BYE", "bye bye"})
        CHECK_FALSE(decode(line));
    std::mt19937 random(5);
    LineSplitter splitter;
    for (int i = 0; i < 2000; ++i) {
        std::string noise;
        for (int j = 0; j < 100; ++j) noise += static_cast<char>(random());
        for (const auto& line : splitter.feed(noise)) {
            CHECK(line.size() <= kLongestLine);
            (void)decode(line);
        }
    }
}

TEST_CASE("lines come whole however the bytes come, and one that is too long is dropped", "[live][H-09]") {
    LineSplitter splitter;
    CHECK(splitter.feed("be").empty());
    CHECK(splitter.feed("at 1\nbeat 2\nbe") == std::vector<std::string>{"beat 1", "beat 2"});
    CHECK(splitter.feed("at 3\n") == std::vector<std::string>{"beat 3"});
    CHECK(splitter.feed(std::string(100'000, 'x')).empty());
    CHECK(splitter.feed("\nbye\n") == std::vector<std::string>{"bye"});
}

TEST_CASE("a console that stops beating is frozen after two seconds and well again with its next beat",
          "[live][H-20]") {
    const auto at = [](int ms) { return monoFromMs(ms); };
    HeartbeatWatch watch(at(0));
    for (int ms = 0; ms <= 5000; ms += 100) CHECK(watch.tick(at(ms)) == Verdict::watching); // still starting
    watch.beat(at(5000));
    for (int ms = 5100; ms <= 7000; ms += 100) CHECK(watch.tick(at(ms)) == Verdict::watching);
    CHECK(watch.tick(at(7100)) == Verdict::frozen);
    watch.beat(at(7150));
    CHECK(watch.tick(at(7200)) == Verdict::watching);
}

TEST_CASE("a machine that slept is not a frozen console", "[live][H-20]") {
    HeartbeatWatch watch(monoFromMs(0));
    CHECK(watch.tick(monoFromMs(100)) == Verdict::watching);
    watch.beat(monoFromMs(200));
    CHECK(watch.tick(monoFromMs(300)) == Verdict::watching);
    CHECK(watch.tick(monoFromMs(600'000)) == Verdict::watching);
    Verdict verdict = Verdict::watching;
    for (int ms = 600'100; ms <= 602'200; ms += 100) verdict = watch.tick(monoFromMs(ms));
    CHECK(verdict == Verdict::frozen);
}

TEST_CASE("a console that ends without a word is dead, one that says goodbye is not", "[live][H-20]") {
    HeartbeatWatch died(monoFromMs(0));
    died.beat(monoFromMs(100));
    died.closed();
    CHECK(died.tick(monoFromMs(150)) == Verdict::dead);
    HeartbeatWatch left(monoFromMs(0));
    left.bye();
    left.closed();
    CHECK(left.tick(monoFromMs(10'000)) == Verdict::watching);
    CHECK(left.hasEnded());
}
