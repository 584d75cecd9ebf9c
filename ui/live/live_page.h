// SPDX-License-Identifier: GPL-3.0-or-later
// The page at the chair, one screen without scrolling: who and where (top), alarms (strip), how is the
// patient (tiles), how did we get here (record chart), what next (due, present, infusion, steps), entry
// (bottom edge, panels slide up over the chart and leave tiles and alarms visible). Composition only; the
// console fills it. Main thread.
#pragma once

#include "ui/chart/record_chart.h"
#include "ui/live/alarm_flash.h"
#include "ui/live/live_presenter.h"

#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace chairside {

class DistanceView;
class PanelHost;

class LivePage final : public QWidget {
    Q_OBJECT
public:
    explicit LivePage(QWidget* parent = nullptr);

    /// Everything the page shows, from the folds; cheap when nothing changed.
    void show(const LiveFacts& facts, const SavedIndicator::State& saved, const QString& operatorName);
    RecordChart* chart() const { return chart_; }
    AlarmStrip* strip() const { return strip_; }
    AlarmFlash* flash() { return &flash_; }
    PanelHost* panels() const { return panels_; }
    EntryBar* entryBar() const { return entries_; }
    void setDistanceView(bool on); ///< the three-metre view, until it is touched or an entry is opened
    bool distanceView() const { return distance_; }

Q_SIGNALS:
    void entryChosen(chairside::EntryKind kind);
    void
    actionRequested(const QString& action); ///< "screen", "start", "pause", "rate", "stop", "discharge", …
    void dueActivated(const QString& capture);
    void dueReasonRequested(const chairside::DueCard::Row& row);
    void effectTapped(const chairside::Uuid& id);
    void acknowledged(const QString& condition);
    void pauseSoundRequested();
    void resumeSoundRequested();
    void soundRequested();
    void limitsRequested();
    void operatorTapped();
    void savedTapped(); ///< the line that says what is saved: show the entries
    void tileTapped(chairside::Channel channel);

protected:
    void resizeEvent(QResizeEvent*) override;
    void hideEvent(QHideEvent*) override { flash_.follow(std::nullopt); }

private:
    void buildTiles(QGridLayout* grid);
    void buildRight(QVBoxLayout* column);
    void layOutPanels();
    void placePanels();
    void showDistance(const LiveFacts& facts);

    AlarmFlash flash_;
    TopBar* top_;
    AlarmStrip* strip_;
    DistanceView* far_;
    QWidget* tiles_;
    VitalTile *hr_, *spo2_, *rr_, *etco2_, *temperature_, *moaas_, *dissociation_;
    NibpTile* nibp_;
    RecordChart* chart_;
    QWidget* right_;
    DueCard* due_;
    PresentCard* present_;
    InfusionCard* infusion_;
    StepsCard* steps_;
    EntryBar* entries_;
    PanelHost* panels_;
    bool distance_ = false;   ///< the three-metre view is shown
    bool threeSmall_ = false; ///< RR, EtCO2 and temperature share one row in a narrow window
};

} // namespace chairside
