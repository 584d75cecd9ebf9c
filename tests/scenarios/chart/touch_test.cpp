// SPDX-License-Identifier: GPL-3.0-or-later
// From the chart's marks, menu and keys to the file, through the real window: what is tapped opens, what is
// asked for is recorded as a new entry with its time and its author, and nothing before it is changed.
#include "core/log/history.h"
#include "scenarios/real_window.h"
#include "ui/chart/record_chart.h"
#include "ui/entry/confirm_panel.h"
#include "ui/entry/entry_view_panel.h"
#include "ui/entry/event_panel.h"
#include "ui/entry/note_panel.h"
#include "ui/style/push_button.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPlainTextEdit>

using namespace chairside;

namespace {

class ChartDesk : public RealWindow {
public:
    ChartDesk() {
        window().startDemo();
        REQUIRE(controller().engine());
        settle();
        chart().setWindow(Minutes{15});
    }
    RecordChart& chart() { return *page().chart(); }
    MonoTime start() const { return *view().record().treatmentStart(); }

    template <class Panel>
    Panel* shown() {
        settle(); // a panel is replaced after its own signal has returned
        auto* current = qobject_cast<Panel*>(panel());
        REQUIRE(current);
        return current;
    }
    void press(const char* text) {
        settle();
        REQUIRE(panel());
        for (auto* button : panel()->findChildren<QAbstractButton*>())
            if (button->text() == QString::fromUtf8(text) && button->isVisible() && button->isEnabled()) {
                button->click();
                return settle();
            }
        FAIL("no button " << text);
    }
    const ChartHit& hitOf(const Uuid& event) {
        chart().frame();
        for (const auto& hit : chart().painted().hits())
            if (hit.events.size() == 1 && hit.events.front() == event) return hit;
        FAIL("no mark of its own");
        throw 0;
    }
    /// Taps with the mouse where the mark is drawn.
    void tap(const Uuid& event) {
        const Box box = hitOf(event).box;
        QTest::mouseClick(&chart(), Qt::LeftButton, {},
                          QPointF(box.x + std::min(box.width / 2, 6.0), box.y + box.height / 2).toPoint());
        settle();
    }
    QPoint place(MonoTime at, double y) {
        chart().frame();
        return {static_cast<int>(std::lround(chart().painted().xOf(at))), static_cast<int>(y)};
    }
    /// The menu at a place of the chart.
    QMenu& menuAt(QPoint at) {
        QContextMenuEvent asked(QContextMenuEvent::Mouse, at, chart().mapToGlobal(at));
        QCoreApplication::sendEvent(&chart(), &asked);
        auto* menu = chart().findChild<QMenu*>(QStringLiteral("marks"));
        REQUIRE(menu);
        REQUIRE(menu->isVisible());
        return *menu;
    }
    void choose(QMenu& menu, const QString& words) {
        for (auto* action : menu.actions())
            if (action->text().contains(words)) {
                menu.hide();
                action->trigger();
                return settle();
            }
        FAIL("not offered: " << words.toStdString());
    }
    /// What the file holds once everything is saved, read by a connection of its own.
    std::vector<Event> stored() {
        REQUIRE(QTest::qWaitFor(
            [&] {
                const auto& events = view().events();
                return std::all_of(events.begin(), events.end(),
                                   [&](const Event& e) { return controller().isRecorded(e.id); });
            },
            5'000));
        auto record = controller().history()->session(view().state().session);
        REQUIRE(record);
        return std::move(record).value().events;
    }
    template <class Body>
    std::vector<Event> storedAs() {
        auto events = stored();
        std::erase_if(events, [](const Event& e) { return !std::holds_alternative<Body>(e.body); });
        return events;
    }
    /// A monitor's message, by the way that readings take.
    void cuff(double systolic, double diastolic) {
        Reading reading;
        reading.source = 1;
        reading.at = controller().now();
        reading[Channel::nibpSystolic] = systolic, reading[Channel::nibpDiastolic] = diastolic;
        controller().engine()->ingest(1, reading);
        settle();
        chart().refresh();
    }
};

QString name(const Event& event) {
    return QString::fromStdString(std::get<EventMarked>(event.body).label);
}

} // namespace

TEST_CASE("keys 1 to 9 record the clinic's own event names, now or at the crosshair, with their author",
          "[scenario][chart]") {
    ChartDesk desk;
    desk.pass(Minutes{6});
    const auto& labels = desk.view().protocol().eventLabels;
    REQUIRE(labels.size() == 9);
    const std::size_t before = desk.storedAs<EventMarked>().size();
    desk.chart().setFocus();
    for (int key = 1; key <= 9; ++key) {
        const MonoTime at = desk.start() + Seconds{30 * key};
        desk.chart().setCursorTime(at);
        QTest::keyClick(&desk.chart(), static_cast<Qt::Key>(Qt::Key_0 + key));
    }
    desk.chart().setCursorTime(std::nullopt);
    QTest::keyClick(&desk.chart(), Qt::Key_4);
    const auto marked = desk.storedAs<EventMarked>();
    REQUIRE(marked.size() == before + 10);
    for (std::size_t key = 1; key <= 9; ++key) {
        const auto& event = marked[before + key - 1];
        CHECK(std::get<EventMarked>(event.body).label == labels[key - 1]);
        CHECK(event.effective == desk.start() + Seconds{30 * static_cast<int>(key)});
        CHECK(event.at.mono > event.effective); // said afterwards, and the record says so
        CHECK(event.actor.name.find("Okafor") != std::string::npos);
    }
    CHECK(marked.back().effective == marked.back().at.mono);
    CHECK(std::get<EventMarked>(marked.back().body).label == labels[3]);
}

TEST_CASE("a mark on the chart is tapped, read, corrected and annotated, each as a new stored entry",
          "[scenario][chart][H-10]") {
    ChartDesk desk;
    desk.pass(Minutes{6});
    desk.chart().setCursorTime(desk.start() + Minutes{2});
    desk.chart().setFocus();
    QTest::keyClick(&desk.chart(), Qt::Key_2);
    desk.chart().setCursorTime(std::nullopt);
    const Event first = desk.storedAs<EventMarked>().back();
    const auto whole = desk.stored();

    desk.tap(first.id);
    auto* read = desk.shown<EntryViewPanel>();
    bool said = false;
    for (auto* label : read->findChildren<QWidget*>())
        said = said || label->property("text").toString().contains(name(first)) ||
               label->property("plainText").toString().contains(name(first));
    CHECK(said);
    desk.press("Correct");
    desk.shown<EventPanel>();
    desk.press("Restless");
    if (auto* open = qobject_cast<EventPanel*>(desk.panel())) open->recordButton()->click();
    auto marked = desk.storedAs<EventMarked>();
    REQUIRE(marked.back().corrects == first.id);
    CHECK(name(marked.back()) == QStringLiteral("Restless"));
    CHECK(marked.back().effective == first.effective);
    CHECK(desk.view().record().stateOf(first.id) == EntryState::corrected);

    desk.page().panels()->close();
    RealWindow::settle();
    // Old and new stand at one time, so the chart offers both; the list leads to the new one.
    Q_EMIT desk.chart().markActivated(marked.back().id);
    desk.shown<EntryViewPanel>();
    desk.press("Add a note to it");
    desk.shown<NotePanel>()->edit()->setPlainText(QStringLiteral("She asked for the blanket."));
    desk.shown<NotePanel>()->recordButton()->click();
    const auto notes = desk.storedAs<NoteWritten>();
    REQUIRE_FALSE(notes.empty());
    CHECK(std::get<NoteWritten>(notes.back().body).about == marked.back().id);
    CHECK(std::get<NoteWritten>(notes.back().body).text == "She asked for the blanket.");

    // Nothing that was there has changed.
    const auto now = desk.stored();
    REQUIRE(now.size() >= whole.size() + 2);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        CHECK(now[i].id == whole[i].id);
        CHECK(now[i].effective == whole[i].effective);
        CHECK(now[i].body.index() == whole[i].body.index());
    }
}

TEST_CASE("the menu on the chart drops an event at the moment touched and marks a span as artefact",
          "[scenario][chart]") {
    ChartDesk desk;
    desk.pass(Minutes{8});
    const MonoTime when = desk.start() + Minutes{3};
    auto& menu = desk.menuAt(desk.place(when, 120));
    desk.choose(menu, QStringLiteral("Bathroom"));
    const auto event = desk.storedAs<EventMarked>().back();
    CHECK(name(event) == QStringLiteral("Bathroom"));
    CHECK(std::abs((event.effective - when).count()) < 3'000); // a pixel or two

    desk.choose(desk.menuAt(desk.place(when, 120)), QStringLiteral("Mark a span as artefact"));
    const QPoint from = desk.place(desk.start() + Minutes{4}, 150),
                 to = desk.place(desk.start() + Minutes{5}, 150);
    QTest::mousePress(&desk.chart(), Qt::LeftButton, {}, from);
    QTest::mouseMove(&desk.chart(), (from + to) / 2);
    QTest::mouseMove(&desk.chart(), to);
    QTest::mouseRelease(&desk.chart(), Qt::LeftButton, {}, to);
    desk.shown<ConfirmPanel>();
    desk.press("Mark"); // without a reason nothing is recorded
    CHECK(desk.storedAs<ArtefactMarked>().empty());
    CHECK(desk.saying().contains(QStringLiteral("reason")));
    desk.press("patient moved");
    if (desk.panel()) desk.press("Mark");
    const auto marks = desk.storedAs<ArtefactMarked>();
    REQUIRE(marks.size() == 1);
    const auto& span = std::get<ArtefactMarked>(marks[0].body);
    CHECK(std::abs((span.from - (desk.start() + Minutes{4})).count()) < 3'000);
    CHECK(std::abs((span.to - (desk.start() + Minutes{5})).count()) < 3'000);
    CHECK(span.reason == "patient moved");
    CHECK(desk.view().record().artefacts().size() == 1);

    // The mark of the span is itself an entry that is tapped and withdrawn.
    desk.tap(marks[0].id);
    desk.shown<EntryViewPanel>();
    desk.press("Withdraw");
    desk.shown<ConfirmPanel>();
    desk.press("typing error");
    if (desk.panel()) desk.press("Withdraw this entry");
    const auto withdrawn = desk.storedAs<EntryWithdrawn>();
    REQUIRE(withdrawn.size() == 1);
    CHECK(withdrawn[0].corrects == marks[0].id);
    CHECK(desk.view().record().stateOf(marks[0].id) == EntryState::withdrawn);
}

TEST_CASE(
    "a cuff's pressure is marked as artefact from the chart, stays hollow and is stored with its reason",
    "[scenario][chart][H-12]") {
    ChartDesk desk;
    desk.pass(Minutes{4});
    desk.cuff(188, 121);
    desk.pass(Minutes{2});
    desk.chart().frame();
    const auto& pressures = desk.view().record().vitals().nibp();
    REQUIRE_FALSE(pressures.empty());
    const MonoTime measured = pressures.back().at;
    const auto& scale = desk.chart().painted().layout().panel(PanelKind::pressure)->scale;
    const QPoint between = desk.place(measured, scale.y(150));
    desk.choose(desk.menuAt(between), QStringLiteral("Mark the pressure 188/121"));
    desk.shown<ConfirmPanel>();
    desk.press("cuff slipped");
    if (desk.panel()) desk.press("Mark");
    const auto marks = desk.storedAs<ArtefactMarked>();
    REQUIRE(marks.size() == 1);
    const auto& span = std::get<ArtefactMarked>(marks[0].body);
    CHECK(span.reason == "cuff slipped");
    CHECK(span.from <= measured);
    CHECK(span.to >= measured);
    CHECK(desk.view().record().vitals().nibp().back().artefact);
    CHECK(desk.view().record().vitals().nibp().back().systolic == 188.0f); // nothing was taken away
    // Once marked it is not offered again.
    auto& menu = desk.menuAt(between);
    for (auto* action : menu.actions()) CHECK_FALSE(action->text().contains(QStringLiteral("188/121")));
    menu.hide();
}
