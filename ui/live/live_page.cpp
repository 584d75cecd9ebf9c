// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/live_page.h"

#include "ui/entry/panel_host.h"
#include "ui/live/distance_view.h"
#include "ui/style/words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {
namespace {

constexpr int kLiveSide = 262, kSideWidthWide = 350; ///< at 1366 and at 1920 pixels
constexpr int kWideFrom = 1700;
constexpr int kFewRows = 4, kAllRows = 100;
constexpr std::size_t kFewEffects = 0; ///< several are counted beside what is still wanted before leaving
constexpr int kTallFrom = 900;         ///< from here every card finds room (design)
constexpr int kSideWidthThree = 306;   ///< when three small tiles stand in one row

/// A small tile has no room for the mark beside its label: it moves into the source line, and limits show
/// when crossed.
VitalTile::State compact(VitalTile::State state) {
    if (state.simulated)
        state.source = LivePage::tr("SIM");
    else
        state.source.clear();
    state.simulated = false;
    for (auto* limit : {&state.upper, &state.lower})
        if (!limit->crossed) limit->text.clear();
    return state;
}

} // namespace

LivePage::LivePage(QWidget* parent) : QWidget(parent) {
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, space::kGap);
    page->setSpacing(0);
    top_ = new TopBar;
    strip_ = new AlarmStrip;
    page->addWidget(top_);
    page->addWidget(strip_);

    auto* middle = new QHBoxLayout;
    middle->setContentsMargins(space::kGap, space::kGap, space::kGap, space::kGap);
    middle->setSpacing(space::kGap);
    far_ = new DistanceView;
    far_->hide();
    middle->addWidget(far_, 1);
    tiles_ = new QWidget;
    auto* grid = new QGridLayout(tiles_);
    buildTiles(grid);
    middle->addWidget(tiles_);
    chart_ = new RecordChart;
    middle->addWidget(chart_, 1);
    right_ = new QWidget;
    auto* column = new QVBoxLayout(right_);
    buildRight(column);
    middle->addWidget(right_);
    page->addLayout(middle, 1);

    entries_ = new EntryBar;
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(space::kGap, 0, space::kGap, 0);
    bottom->addWidget(entries_);
    page->addLayout(bottom);
    panels_ = new PanelHost(this);
    // What stands beside the record may have come or gone since the window was last resized.
    connect(panels_, &PanelHost::opened, this, &LivePage::placePanels);

    connect(entries_, &EntryBar::chosen, this, &LivePage::entryChosen);
    connect(far_, &DistanceView::leaveRequested, this, [this] { setDistanceView(false); });
    connect(strip_, &AlarmStrip::acknowledged, this, &LivePage::acknowledged);
    connect(strip_, &AlarmStrip::pauseSoundRequested, this, &LivePage::pauseSoundRequested);
    connect(strip_, &AlarmStrip::resumeSoundRequested, this, &LivePage::resumeSoundRequested);
    connect(strip_, &AlarmStrip::soundRequested, this, &LivePage::soundRequested);
    connect(strip_, &AlarmStrip::limitsRequested, this, &LivePage::limitsRequested);
    connect(top_, &TopBar::operatorTapped, this, &LivePage::operatorTapped);
    connect(top_, &TopBar::savedTapped, this, &LivePage::savedTapped);
}

void LivePage::buildTiles(QGridLayout* grid) {
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space::kGap);
    const auto tile = [&](int row, int column, int span) {
        auto* made = new VitalTile;
        grid->addWidget(made, row, column, 1, span);
        return made;
    };
    hr_ = tile(0, 0, 6);
    spo2_ = tile(1, 0, 6);
    nibp_ = new NibpTile;
    grid->addWidget(nibp_, 2, 0, 1, 6);
    auto* small = new QHBoxLayout;
    small->setSpacing(space::kGap);
    rr_ = new VitalTile;
    etco2_ = new VitalTile;
    temperature_ = new VitalTile;
    for (auto* one : {rr_, etco2_, temperature_}) small->addWidget(one, 1);
    grid->addLayout(small, 3, 0, 1, 6);
    moaas_ = tile(4, 0, 3);
    dissociation_ = tile(4, 3, 3);
    for (int row : {0, 1}) grid->setRowStretch(row, 12);
    grid->setRowStretch(2, 13);
    for (int row : {3, 4}) grid->setRowStretch(row, 9);
    const auto taps = [this](Tile* one, Channel channel) {
        connect(one, &Tile::activated, this, [this, channel] { Q_EMIT tileTapped(channel); });
    };
    taps(hr_, Channel::hr);
    taps(spo2_, Channel::spo2);
    taps(nibp_, Channel::nibpSystolic);
    taps(rr_, Channel::rr);
    taps(etco2_, Channel::etco2);
    taps(temperature_, Channel::temperature);
    connect(moaas_, &Tile::activated, this, [this] { Q_EMIT entryChosen(EntryKind::sedation); });
    connect(dissociation_, &Tile::activated, this, [this] { Q_EMIT entryChosen(EntryKind::dissociation); });
}

void LivePage::buildRight(QVBoxLayout* column) {
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kGap);
    due_ = new DueCard;
    present_ = new PresentCard;
    infusion_ = new InfusionCard;
    steps_ = new StepsCard;
    column->addWidget(due_, 2);
    column->addWidget(present_, 1);
    column->addWidget(steps_);
    column->addWidget(infusion_);
    connect(due_, &DueCard::activated, this, &LivePage::dueActivated);
    connect(due_, &DueCard::reasonRequested, this, &LivePage::dueReasonRequested);
    connect(present_, &PresentCard::effectTapped, this, &LivePage::effectTapped);
    connect(present_, &PresentCard::moreTapped, this, [this] { Q_EMIT entryChosen(EntryKind::sideEffect); });
    connect(present_, &PresentCard::oxygenTapped, this, [this] { Q_EMIT entryChosen(EntryKind::oxygen); });
    connect(steps_, &StepsCard::actionRequested, this, &LivePage::actionRequested);
    const auto act = [this](auto signal, const char* name) {
        connect(infusion_, signal, this, [this, name] { Q_EMIT actionRequested(QString::fromLatin1(name)); });
    };
    act(&InfusionCard::startRequested, "start");
    act(&InfusionCard::pauseRequested, "pause");
    act(&InfusionCard::resumeRequested, "resume");
    act(&InfusionCard::rateRequested, "rate");
    act(&InfusionCard::stopRequested, "stop");
}

void LivePage::show(const LiveFacts& given, const SavedIndicator::State& saved, const QString& operatorName) {
    flash_.follow(given.alarms.visual(given.now.mono).priority);
    LiveFacts facts = given;
    facts.highLit = flash_.highLit();
    facts.mediumLit = flash_.mediumLit();

    auto top = presentTop(facts);
    top.saved = saved;
    top.operatorName = operatorName;
    top.place =
        isQuietAt(facts.view.protocol(), stageOf(facts.view.state().phase)) ? tr("Quiet room") : QString();
    top.clock = text(formatClock(facts.now.wall));
    top_->setState(top);
    strip_->setState(presentAlarms(facts));
    hr_->setState(presentHeartRate(facts));
    spo2_->setState(presentVital(facts, Channel::spo2));
    nibp_->setState(presentNibp(facts));
    const auto breathing = presentVital(facts, Channel::rr);
    const auto co2 = presentVital(facts, Channel::etco2);
    etco2_->setVisible(co2.presence != Presence::none);
    const auto warmth = presentVital(facts, Channel::temperature);
    temperature_->setVisible(warmth.presence != Presence::none);
    const bool three = co2.presence != Presence::none && warmth.presence != Presence::none;
    rr_->setState(three ? compact(breathing) : breathing);
    etco2_->setState(three ? compact(co2) : co2);
    temperature_->setState(three ? compact(warmth) : warmth);
    if (three != threeSmall_) {
        threeSmall_ = three;
        layOutPanels();
    }
    moaas_->setState(presentScore(facts, "moaas", tr("MOAA/S"), "moaas"));
    dissociation_->setState(
        presentScore(facts, "dissociation_check", tr("Dissociation"), "dissociation_check"));
    due_->setState(presentDue(facts));
    present_->setState(presentEffects(facts));
    const auto steps = presentSteps(facts);
    steps_->setVisible(!steps.title.isEmpty());
    steps_->setState(steps);
    const auto infusion = presentInfusion(facts);
    // What was given stands among the steps; a low window needs the room for the way out.
    const bool isOver = infusion.mode == InfusionCard::Mode::ended && height() < kTallFrom;
    infusion_->setVisible(infusion.mode != InfusionCard::Mode::notOrdered &&
                          infusion.mode != InfusionCard::Mode::ready && !isOver);
    infusion_->setState(infusion);
    present_->setMost(isOver ? kFewEffects : PresentCard::kShown);
    present_->setVisible(facts.view.state().treatmentStart.has_value());
    entries_->setState(presentEntries(facts));
    if (distance_) showDistance(facts);
}

void LivePage::showDistance(const LiveFacts& facts) {
    DistanceView::State state;
    state.stage = presentStage(facts);
    const auto open = [](const DueCard::Row& row) {
        return row.kind != DueCard::Kind::done && row.kind != DueCard::Kind::missed;
    };
    const auto rows = presentDue(facts).rows;
    if (const auto next = std::find_if(rows.begin(), rows.end(), open); next != rows.end())
        state.next = *next;
    state.hr = hr_->state();
    state.spo2 = spo2_->state();
    state.rr = presentVital(facts, Channel::rr);
    state.nibp = nibp_->state();
    far_->setState(state);
}

void LivePage::setDistanceView(bool on) {
    distance_ = on;
    far_->setVisible(on);
    for (QWidget* near : {tiles_, static_cast<QWidget*>(chart_), right_, static_cast<QWidget*>(entries_)})
        near->setVisible(!on);
    if (on) panels_->close();
}

void LivePage::layOutPanels() {
    const int side = width() >= kWideFrom ? kSideWidthWide : threeSmall_ ? kSideWidthThree : kLiveSide;
    tiles_->setFixedWidth(side);
    steps_->setLeastRows(height() >= kTallFrom ? kAllRows : kFewRows);
    right_->setFixedWidth(width() >= kWideFrom ? kSideWidthWide - 20 : kLiveSide);
}

/// Panels may cover the record and what is next, never the tiles, the alarms or the entry bar.
void LivePage::placePanels() {
    layout()->activate();
    const QRect chart(chart_->mapTo(this, QPoint(0, 0)), chart_->size());
    const int right =
        right_->isVisible() ? right_->mapTo(this, QPoint(right_->width(), 0)).x() : chart.right();
    panels_->setArea(QRect(chart.left(), chart.top(), right - chart.left(), chart.height()));
}

void LivePage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOutPanels();
    placePanels();
}

} // namespace chairside
