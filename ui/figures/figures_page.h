// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic in figures: how many sessions, how they ended, what rose, what was felt, who responded, how long
// until the way home, what was left out. Each figure says what it rests on and opens the sessions behind it.
// Asks for its data through functions handed in and gets it later; never waits. Main thread; a view.
#pragma once

#include "core/base/result.h"
#include "core/domain/event_words.h"
#include "core/live/clinic_figures.h"
#include "core/log/summary.h"

#include <QWidget>
#include <functional>

class QButtonGroup;
class QHBoxLayout;
class QListView;
class QVBoxLayout;

namespace chairside {

class Chip;
class FigureRows;
class FigureTile;
class RiseChart;
class SessionListModel;
class TextLabel;

class FiguresPage final : public QWidget {
    Q_OBJECT
public:
    struct Ports {
        /// Answers later on the main thread; nothing when the page is gone by then.
        std::function<void(const ClinicQuery&, std::function<void(Result<ClinicFigures>)> answer)> load;
        std::function<std::optional<SessionSummary>(const Uuid&)> summary;
        std::function<void(const ClinicFigures&)> saveTable; ///< as CSV, to a place the person chooses
        LabelOf label;
        std::function<std::int32_t()> today; ///< local day, for "the last 90 days"
        /// "3,120 of 10,000 sessions read so far", empty when all are known.
        std::function<QString()> progress;
    };
    explicit FiguresPage(Ports ports, QWidget* parent = nullptr);

    void reload();
    const std::optional<ClinicFigures>& figures() const { return figures_; }
    /// Sessions in the list behind the chosen figure.
    std::size_t behind() const { return behind_.size(); }

Q_SIGNALS:
    void backRequested();
    void sessionChosen(const chairside::Uuid& session);

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    struct Rows {
        FigureRows* widget;
        std::vector<std::string> keys;  ///< figures of these kinds, in this order
        std::vector<std::size_t> shown; ///< index into ClinicFigures::figures of each row
    };
    struct Tile {
        FigureTile* widget;
        std::string key;
    };
    void buildHead(QVBoxLayout* into);
    void buildFigures(QVBoxLayout* into);
    void buildBehind(QHBoxLayout* into);
    FigureRows* addRows(const QString& title, const QString& nothing, std::vector<std::string> keys);
    ClinicQuery query() const;
    void take(Result<ClinicFigures> figures);
    void showFigures();
    void showBehind(const QString& title, const std::vector<Uuid>& sessions);
    void choose(std::size_t figure);
    void clearChoice();

    Ports ports_;
    std::optional<ClinicFigures> figures_;
    std::vector<Uuid> behind_;
    std::int64_t behindFrom_ = 0; ///< the list's reference of the first of them
    std::vector<Tile> tiles_;
    std::vector<Rows> rows_;

    TextLabel *span_, *message_, *behindTitle_, *behindCount_;
    QWidget *content_, *behindCard_;
    QButtonGroup* periods_;
    Chip* madeUp_;
    bool kindChosen_ = false; ///< the person decided between real and made-up sessions
    RiseChart* rise_;
    SessionListModel* list_;
    QListView* listView_;
};

} // namespace chairside
