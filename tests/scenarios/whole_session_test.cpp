// SPDX-License-Identifier: GPL-3.0-or-later
// A whole session from check-in to both signatures on a real recording at 600x, through the real threads and
// file: rows stored = rows drawn = rows exported. Without the recording the same runs on the simulator.
#include "app/console/catalogue.h"
#include "app/console/session_controller.h"
#include "build_places.h"
#include "core/interop/csv_reader.h"
#include "core/interop/exporter.h"
#include "core/live/standard_session.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/temp_dir.h"
#include "ui/history/history_page.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>

#include <fstream>
#include <sstream>

using namespace chairside;

namespace {

const std::vector<Actor> kPeople{{"n1", "J. Okafor RN", Role::nurse},
                                 {"n2", "T. Lind RN", Role::nurse},
                                 {"p1", "Dr M. Haas", Role::prescriber}};

/// Plays the script's lines as they come due; a hold or an open gate is overridden by the prescriber, as at
/// the chair.
class Player {
public:
    Player(SessionController& controller, std::vector<ScriptLine> script)
        : controller_(controller), script_(std::move(script)) {}

    bool done() const { return next_ == script_.size(); }
    void step() {
        for (; !done() && MonoTime{script_[next_].at} <= controller_.now().mono; ++next_) {
            send(script_[next_].actor, script_[next_].ask);
            overrideHolds();
        }
    }
    std::vector<std::string> refusals;

private:
    void send(const Actor& actor, EventBody body) {
        Command command;
        command.actor = actor;
        command.ask = body;
        command.sure = true;
        auto decision = controller_.submit(command);
        if (std::holds_alternative<Refusal>(decision) && std::holds_alternative<DischargeReady>(body)) {
            command.actor = kPeople[2];
            command.ask = DischargeReady{"values of the recording, judged acceptable"};
            decision = controller_.submit(command);
        }
        if (const auto* refusal = std::get_if<Refusal>(&decision)) refusals.push_back(refusal->sentence);
    }
    void overrideHolds() {
        const auto holds = controller_.engine()->view().state().holds;
        for (const auto& hold : holds)
            if (!hold.settled) send(kPeople[2], HoldOverridden{hold.code, "usual for this patient"});
    }

    SessionController& controller_;
    std::vector<ScriptLine> script_;
    std::size_t next_ = 0;
};

std::int64_t lines(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    const auto rows = parseCsv(text.str());
    REQUIRE(rows);
    return static_cast<std::int64_t>(rows->size()) - 1;
}

void pump(int ms) {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < ms) QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

ConsoleOptions optionsFor(const chairside::testing::TempDir& folder) {
    ConsoleOptions options;
    options.database = QString::fromStdString((std::filesystem::path(folder.path()) / "record.db").string());
    options.resources = QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources");
    options.speed = 600;
    const QString recording =
        QStringLiteral(CHAIRSIDE_SOURCE_DIR "/../shared/data/wfdb/s00001/s00001-2896-10-10-00-31n.hea");
    if (QFileInfo::exists(recording)) {
        options.source = SourceKind::replay;
        options.replayFile = recording;
    } else {
        WARN("The real recording is not here; the session runs on the simulator instead.");
    }
    return options;
}

} // namespace

TEST_CASE("a whole session on a real record at 600x: rows stored = rows drawn = rows exported",
          "[scenario][H-08][H-12]") {
    chairside::testing::TempDir folder;
    const auto options = optionsFor(folder);
    const auto catalogue = Catalogue::load(options.resources);
    INFO(catalogue.problems.join(u' ').toStdString());
    REQUIRE(catalogue.problems.isEmpty());
    const auto* protocol = catalogue.protocol("ket-iv-depression");
    REQUIRE(protocol);

    SystemTime host;
    SessionController controller(options, host);
    REQUIRE(controller.openRecord());
    SessionOpened opened;
    opened.patient.id = RandomUuids{}.next(1);
    opened.patient.familyName = "Real";
    opened.patient.givenName = "Record";
    opened.patient.birthDate = "1966-02-03";
    opened.patient.mrn = "R-1";
    const auto begun = controller.begin(*protocol, opened, kPeople[0]);
    REQUIRE(std::holds_alternative<std::vector<Event>>(begun));

    StandardSettings settings;
    settings.people = kPeople;
    settings.startAt = 10min;
    auto script = standardSession(*protocol, settings);
    REQUIRE(script);
    Player player(controller, std::move(script).value());
    QElapsedTimer timer;
    timer.start();
    while (!player.done() && timer.elapsed() < 60'000) {
        pump(20);
        player.step();
    }
    INFO("refused: " << (player.refusals.empty() ? "nothing" : player.refusals.front()));
    REQUIRE(player.done());
    CHECK(player.refusals.empty());
    CHECK(controller.engine()->view().state().phase == Phase::signedOff);
    CHECK(controller.engine()->view().state().signatures.size() == 2);

    const auto session = controller.engine()->view().state().session;
    const auto shownEvents = controller.engine()->view().events().size();
    const auto shownReadings = controller.engine()->view().readingCount();
    CHECK(shownReadings > 100);
    controller.leave();

    const auto stored = controller.history()->session(session);
    REQUIRE(stored);
    CHECK(stored->events.size() == shownEvents);
    CHECK(static_cast<std::int64_t>(stored->readings.size()) == shownReadings);
    CHECK(stored->summary.status == SessionStatus::signedOff);
    CHECK(stored->summary.speed == 600);

    HistoryPage::Ports ports;
    ports.find.newest = [&](int limit) { return controller.history()->sessions({}, limit); };
    ports.find.rows = [&](const auto& refs) { return controller.history()->summaries(refs); };
    ports.find.count = [&] { return controller.history()->sessionCount(); };
    ports.find.loadIndex = [](QObject*, const IndexStamp&, const SessionFinder::Loaded&) {};
    ports.find.now = [] { return systemWallNow(); };
    ports.session = [&](const Uuid& id) { return controller.history()->session(id); };
    HistoryPage page(std::move(ports));
    page.reload();
    page.open(session);
    CHECK(page.drawnReadings() == stored->readings.size());

    const auto exported = chairside::exportSession({stored.value(), {}, {}, "test"},
                                                   exportersFrom("csv").value(), folder.path());
    REQUIRE(exported);
    CHECK(lines(exported->folder / "readings.csv") == static_cast<std::int64_t>(stored->readings.size()));
    CHECK(lines(exported->folder / "events.csv") == static_cast<std::int64_t>(stored->events.size()));

    const auto verified = verify(options.database.toStdString());
    for (const auto& finding : verified.findings) UNSCOPED_INFO(finding.sentence);
    CHECK(verified.sound());
    CHECK(verified.sealedReadings > 0);
}
