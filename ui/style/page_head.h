// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a page about one patient: who it is, a quiet line with the mark "NOT LIVE" under it, and what
// can be done at its right. In a window too narrow for all of it the last goes below: a patient's name is
// never cut for a button. A view; the page fills in the texts. Main thread.
#pragma once

#include <QWidget>

class QBoxLayout;
class QHBoxLayout;

namespace chairside {

class TextLabel;

class PageHead final : public QWidget {
    Q_OBJECT
public:
    explicit PageHead(const QString& mark, QWidget* parent = nullptr);

    TextLabel* title() const { return title_; }
    TextLabel* detail() const { return detail_; }
    QHBoxLayout* actions() const { return actions_; }

protected:
    bool event(QEvent*) override;

private:
    void fit();

    TextLabel *title_, *detail_, *mark_;
    QWidget* side_;
    QHBoxLayout* actions_;
    QBoxLayout* whole_;
};

} // namespace chairside
