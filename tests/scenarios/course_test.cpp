// SPDX-License-Identifier: GPL-3.0-or-later
// Course of treatment and clinic figures through the real parts: a recorded archive, the figures kept in the
// background, a note and a follow-up added to a signed session, closed again, and the next session's
// proposal.
#include "app/console/catalogue.h"
#include "app/console/clinic_series.h"
#include "app/console/course_desk.h"
#include "app/console/figures_desk.h"
#include "app/console/figures_keeper.h"
#include "app/console/session_controller.h"
#include "build_places.h"
#include "core/log/verify.h"
#include "support/catch.h"
#include "support/made_record.h"
#include "support/temp_dir.h"
#include "ui/course/course_chart.h"
#include "ui/entry/confirm_panel.h"
#include "ui/figures/figure_rows.h"
#include "ui/figures/figure_tile.h"
#include "ui/style/chip.h"
#include "ui/style/push_button.h"

#include <QFile>
#include <QListView>
#include <QTest>

using namespace chairside;
using namespace chairside::testing;

namespace {

const Actor kCourseNurse{"n1", "J. Okafor RN", Role::nurse};

ConsoleOptions optionsIn(const TempDir& folder) {
    ConsoleOptions options;
    options.database = QString::fromStdString(folder / "record.db");
    options.resources = QStringLiteral(CHAIRSIDE_SOURCE_DIR "/resources");
    return options;
}

struct CourseClinic {
    TempDir folder;
    std::vector<MadeSession> made;
    ConsoleOptions options = optionsIn(folder);
    Catalogue catalogue = Catalogue::load(options.resources);
    SystemTime host;
    std::unique_ptr<SessionController> controller;
    std::unique_ptr<FiguresKeeper> figures;
    Actor atTheChair = kCourseNurse;

    explicit CourseClinic(int sessions) : made(makeRecord(folder / "record.db", sessions, Minutes{12})) {
        controller = std::make_unique<SessionController>(options, host);
        REQUIRE(controller->openRecord());
        figures = std::make_unique<FiguresKeeper>(options.database.toStdString());
        figures->refresh();
        REQUIRE(QTest::qWaitFor([this] { return figures->isComplete(); }, 10'000));
    }
    ~CourseClinic() { figures.reset(); } // readers close before the writer
    std::string today() const { return formatDate(controller->now().wall); }
};

template <class Widget>
Widget* named(QWidget& in, const QString& text) {
    for (auto* widget : in.findChildren<Widget*>())
        if (widget->text() == text && widget->isVisibleTo(&in)) return widget;
    return nullptr;
}

} // namespace

TEST_CASE("the figures of an archive are kept in the background and follow what is added", "[scenario]") {
    CourseClinic clinic(3);
    CHECK(clinic.figures->sessionsKnown() == 3);
    std::optional<std::int64_t> answered;
    clinic.figures->ask(
        clinic.controller.get(), [](FiguresIndex& kept, HistoryReader&) { return kept.size(); },
        [&](const Result<std::int64_t>& size) {
            if (size) answered.emplace(size.value());
        });
    REQUIRE(QTest::qWaitFor([&] { return answered.has_value(); }, 5'000));
    CHECK(answered == 3);
    { // whoever asked and is gone gets no answer
        QObject gone;
        clinic.figures->ask(
            &gone, [](FiguresIndex& kept, HistoryReader&) { return kept.size(); },
            [&](Result<std::int64_t>) { answered = -1; });
    }
    QTest::qWait(100);
    CHECK(answered == 3);
}

TEST_CASE("a note and a follow-up reach a signed session, come due, and are closed by somebody",
          "[scenario][H-15]") {
    CourseClinic clinic(2);
    const auto& patient = clinic.made[0].patient.id;
    CourseDesk desk(
        *clinic.controller, clinic.catalogue, *clinic.figures, [&] { return clinic.atTheChair; }, nullptr);
    std::unique_ptr<QWidget> page(desk.page());
    page->resize(1366, 768);
    page->show();
    desk.open(patient);
    REQUIRE(QTest::qWaitFor([&] { return desk.page()->chart()->state().columns.size() == 1; }, 5'000));

    int recorded = 0;
    QObject::connect(clinic.controller.get(), &SessionController::recordedElsewhere, page.get(),
                     [&] { ++recorded; });
    const auto submit = [&](const EventBody& entry, const Actor& actor) {
        Command command;
        command.actor = actor;
        command.ask = entry;
        return clinic.controller->submitTo(clinic.made[0].session, command);
    };
    REQUIRE(std::holds_alternative<std::vector<Event>>(
        submit(AccountWritten{"Slept through", kPatientAccount, {}}, kCourseNurse)));
    REQUIRE(std::holds_alternative<std::vector<Event>>(
        submit(FollowUpPlanned{clinic.today(), "Call"}, kCourseNurse)));
    // A measurement still cannot be added after the signature.
    CHECK(std::holds_alternative<Refusal>(submit(NoteWritten{"late", std::nullopt}, kCourseNurse)));
    REQUIRE(QTest::qWaitFor([&] { return recorded == 2; }, 5'000));
    REQUIRE(QTest::qWaitFor([&] { return desk.due().total == 1; }, 5'000));
    const auto due = desk.due().first.front();
    CHECK(due.patient.id == patient);
    CHECK(due.followUp.text == "Call");

    auto* close = named<PushButton>(*page, QStringLiteral("Close…"));
    REQUIRE(
        QTest::qWaitFor([&] { return (close = named<PushButton>(*page, QStringLiteral("Close…"))); }, 5'000));
    QTest::mouseClick(close, Qt::LeftButton);
    auto* panel = page->findChild<ConfirmPanel*>();
    REQUIRE(panel);
    clinic.atTheChair = {};
    QTest::mouseClick(named<Chip>(*panel, QStringLiteral("done")), Qt::LeftButton);
    QTest::mouseClick(panel->recordButton(), Qt::LeftButton);
    CHECK_FALSE(panel->message().isEmpty()); // nobody is chosen: nothing is closed without a name
    CHECK(desk.due().total == 1);
    clinic.atTheChair = {"n2", "T. Lind RN", Role::nurse};
    QTest::mouseClick(panel->recordButton(), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return desk.due().total == 0; }, 5'000));

    const auto stored = clinic.controller->history()->story(clinic.made[0].session);
    REQUIRE(stored);
    const auto& last = stored->events.back();
    CHECK(last.actor.name == "T. Lind RN");
    CHECK(std::get<AccountWritten>(last.body).about == due.followUp.id);
    const auto verified = verify(clinic.options.database.toStdString());
    CHECK(verified.sound());
}

TEST_CASE("the next session is offered what the last one found, and nothing without one",
          "[scenario][H-06]") {
    CourseClinic clinic(1);
    const auto last = lastSessionOf(*clinic.controller, clinic.made[0].patient.id);
    REQUIRE(last.facts);
    REQUIRE(last.proposal.lastOrder);
    CHECK(last.proposal.lastOrder->doseMg == 35);
    const auto lines = lastSessionLines(last, [](const std::string& key) { return key; });
    REQUIRE(lines.size() >= 3);
    CHECK(lines.join(u'\n').contains(QStringLiteral("mg given")));
    CHECK(lines.join(u'\n').contains(QStringLiteral("Highest blood pressure")));
    const auto none = lastSessionOf(*clinic.controller, SeededUuids(99).next(1));
    CHECK_FALSE(none.facts);
    CHECK(lastSessionLines(none, [](const std::string& key) { return key; }).isEmpty());
}

TEST_CASE("the clinic page adds up the archive, and each figure opens its sessions", "[scenario]") {
    CourseClinic clinic(4);
    QString said;
    FiguresDesk desk(
        *clinic.controller, clinic.catalogue, *clinic.figures, [&](const QString& text) { said = text; },
        nullptr);
    std::unique_ptr<FiguresPage> page(desk.page());
    page->resize(1366, 768);
    page->show();
    desk.open();
    // The made sessions are simulated: never mixed with real ones, and shown because there are no others.
    REQUIRE(QTest::qWaitFor([&] { return page->figures() && page->figures()->sessions == 4; }, 5'000));
    auto* madeUp = named<Chip>(*page, QStringLiteral("Made-up sessions"));
    CHECK(madeUp->isChecked());
    QTest::mouseClick(madeUp, Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return page->figures()->sessions == 0; }, 5'000));
    CHECK(page->figures()->otherKind == 4);
    QTest::mouseClick(madeUp, Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return page->figures()->sessions == 4; }, 5'000));
    auto* tile = page->findChild<FigureTile*>();
    REQUIRE(tile);
    tile->click();
    CHECK(page->behind() == 4);
    auto* list = page->findChild<QListView*>();
    CHECK(list->model()->rowCount() == 4);
    Uuid chosen;
    QObject::connect(page.get(), &FiguresPage::sessionChosen, [&](const Uuid& id) { chosen = id; });
    Q_EMIT list->activated(list->model()->index(0, 0));
    CHECK_FALSE(chosen.isNull());

    const auto file = QString::fromStdString(clinic.folder / "table.csv");
    CHECK(FiguresDesk::saveTable(*page->figures(), file).contains(file));
    CHECK(QFile::exists(file));
    const auto refused = FiguresDesk::saveTable(*page->figures(), QStringLiteral("/nowhere/at/all.csv"));
    CHECK(refused.contains(QStringLiteral("could not be written")));
}
