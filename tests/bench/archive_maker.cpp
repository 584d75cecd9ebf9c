// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive_maker.h"

#include "build_places.h"
#include "core/interop/protocol_json.h"
#include "core/log/store.h"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace chairside::bench {
namespace {

constexpr std::int64_t kNewestUtcMs = 1'795'255'200'000, kApartMs = 2'700'000; ///< 45 min between openings
constexpr int kStoreLife = 4'000; ///< sessions until the store is opened anew: it remembers each of them

constexpr const char* kFamilies[] = {"Alvarez",  "Brandt",    "Çelik",  "Dubois",      "Eriksen",
                                     "Fischer",  "García",    "Hansen", "Ivanova",     "Jansen",
                                     "Kowalski", "Lindqvist", "Müller", "Nakamura",    "Okafor",
                                     "Petrov",   "Quinn",     "Rossi",  "Søndergaard", "Tanaka"};
constexpr const char* kGiven[] = {"Ana",  "Bela",  "Carlos", "Dana", "Elif", "Femi", "Grete", "Hugo",
                                  "Inês", "Jonas", "Kaia",   "Liam", "Mira", "Nils", "Olga",  "Paul"};
constexpr const char* kNurses[] = {"Nurse One", "Nurse Two", "Nurse Three", "Nurse Four"};

std::string shippedProtocol() {
    std::ifstream in(std::string(CHAIRSIDE_RESOURCES) + "/protocols/ket_iv_depression.json");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

class Maker {
public:
    explicit Maker(const ArchivePlan& plan) : plan_(plan), text_(shippedProtocol()) {
        if (const auto protocol = readProtocol(text_, "ket_iv_depression")) {
            id_ = protocol->id;
            title_ = protocol->title;
        }
    }

    /// Everything of session `n`, 0 the oldest.
    std::vector<LogItem> session(int n) {
        ids_ = SeededUuids(static_cast<std::uint64_t>(n) + 1);
        opened_ = kNewestUtcMs - static_cast<std::int64_t>(plan_.sessions - 1 - n) * kApartMs;
        session_ = ids_.next(opened_);
        seq_ = 0;
        items_.clear();
        const bool full = n >= plan_.sessions - plan_.fullSessions;
        entries(n, full);
        return std::move(items_);
    }

private:
    Instant at(double minute) const {
        return shifted({MonoTime{}, {opened_, 60}}, Millis{static_cast<std::int64_t>(minute * 60'000)});
    }
    void add(double minute, EventBody body, int nurse) {
        Event e;
        e.id = ids_.next(opened_);
        e.session = session_;
        e.seq = ++seq_;
        e.at = at(minute);
        e.effective = e.at.mono;
        e.actor = {"n" + std::to_string(nurse), kNurses[nurse], Role::nurse};
        e.body = std::move(body);
        items_.push_back({session_, std::move(e)});
    }
    void pressure(double minute, double systolic, double diastolic, int nurse) {
        VitalsEntered v;
        v.values[index(Channel::nibpSystolic)] = systolic;
        v.values[index(Channel::nibpDiastolic)] = diastolic;
        add(minute, v, nurse);
    }
    void readings(double from, double to, double everyMinutes) {
        int i = 0;
        for (double m = from; m < to; m += everyMinutes, ++i) {
            Reading r;
            r.source = 1;
            r.at = at(m);
            r[Channel::hr] = std::round(72 + 8 * std::sin(m / 7) + i % 3);
            r[Channel::spo2] = 96 + i % 3;
            r[Channel::rr] = 14 + i % 2;
            items_.push_back({session_, r});
        }
    }
    void entries(int n, bool full) {
        const int nurse = n % 4, up = n % 30;
        SessionOpened opened;
        const int patient = full ? plan_.sessions : n;
        opened.patient.id = SeededUuids(1'000'000 + static_cast<std::uint64_t>(patient)).next(1);
        opened.patient.familyName = std::string(kFamilies[patient % 20]) + (patient % 7 ? "" : "-Berg");
        opened.patient.givenName = kGiven[patient / 20 % 16];
        opened.patient.mrn = std::to_string(100'000 + patient);
        opened.patient.birthDate =
            std::to_string(1940 + patient % 65) + "-0" + std::to_string(1 + patient % 9) + "-14";
        opened.protocolId = id_;
        opened.protocolTitle = title_;
        opened.protocolVersion = 1;
        opened.protocolText = text_;
        opened.station = "bench";
        opened.simulated = true;
        opened.numberInCourse = full ? n - (plan_.sessions - plan_.fullSessions) + 1 : 1;
        add(0, opened, nurse);
        SourceInfo source{1, "Simulated monitor", Origin::simulated, {}};
        for (const auto channel : {Channel::hr, Channel::spo2, Channel::rr})
            source.period[index(channel)] = full ? Millis{1'000} : Millis{60'000};
        add(0.1, SourceAttached{source}, nurse);
        DoseOrdered ordered;
        ordered.order.weightKg = ordered.order.dosingWeightKg = 70;
        ordered.order.mgPerKg = 0.5;
        ordered.order.doseMg = 35;
        ordered.order.totalMl = 100;
        ordered.order.concentrationMgPerMl = 0.35;
        ordered.order.durationMin = 40;
        ordered.order.rateMlPerH = 150;
        add(2, ordered, nurse);
        pressure(3, 126, 80, nurse);
        add(5, InfusionStarted{150, "L1", "2027-01"}, nurse);
        const double step = full ? 5 : 20;
        for (double m = 10; m < 45; m += step) pressure(m, 132 + up + m / 4, 82 + up / 3.0, nurse);
        if (full)
            for (const double m : {12.0, 25.0, 40.0})
                add(m,
                    ScoreEntered{
                        "dissociation_check", "1", {{"unreality", "1"}}, std::round(up / 3.0 + m / 5), ""},
                    nurse);
        if (n % 3 == 0) add(22, SideEffectBegan{"nausea", 1 + n % 3, "possible", ""}, nurse);
        readings(0.2, full ? 60.2 : 0.2 + plan_.readingsEach, full ? 1.0 / 60 : 1);
        add(45, InfusionStopped{n % 17 != 0, n % 17 ? "" : "hypertension", ""}, nurse);
        pressure(60, 128, 80, nurse);
        add(61, Discharged{"sister", ""}, nurse);
        if (n % 9) add(62, Signed{Role::nurse, kNurses[nurse], "I recorded this session"}, nurse);
    }

    ArchivePlan plan_;
    std::string text_, id_, title_;
    SeededUuids ids_{1};
    std::int64_t opened_ = 0, seq_ = 0;
    Uuid session_;
    std::vector<LogItem> items_;
};

Status fill(const ArchivePlan& plan, const std::string& path) {
    Maker maker(plan);
    Store::Options options;
    options.database.mode = OpenMode::writer;
    options.database.synchronous = "OFF"; // a file that is made again at will needs no durability
    for (int n = 0; n < plan.sessions;) {
        auto store = Store::open(path, options);
        if (!store) return store.error();
        for (const int end = std::min(n + kStoreLife, plan.sessions); n < end;) {
            std::vector<LogItem> items;
            for (const int batch = std::min(n + 100, end); n < batch; ++n)
                for (auto& item : maker.session(n)) items.push_back(std::move(item));
            const auto done = store.value()->commit(items);
            if (!done) return done.error();
            if (!done->refused.empty()) return Error{done->refused.front().sentence};
        }
        if (auto copied = store.value()->checkpoint(Database::Checkpoint::truncate); !copied) return copied;
    }
    return Done{};
}

} // namespace

Result<std::string> archiveOf(const ArchivePlan& plan, const std::string& folder) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    const auto path = folder + "/history-" + std::to_string(plan.sessions) + "-" +
                      std::to_string(plan.readingsEach) + "-" + std::to_string(plan.fullSessions) + ".db";
    if (std::filesystem::exists(path)) return path;
    std::fprintf(stderr, "making %s\n", path.c_str());
    const auto making = path + ".making";
    for (const char* part : {"", "-wal", "-shm"}) std::filesystem::remove(making + part, problem);
    if (auto filled = fill(plan, making); !filled) return filled.error();
    std::filesystem::rename(making, path, problem);
    if (problem) return Error{"The archive can't be moved to its name: " + problem.message()};
    return path;
}

} // namespace chairside::bench
