// SPDX-License-Identifier: GPL-3.0-or-later
// The surface that slides up from the bottom bar and holds one panel. It stays inside the area that the page
// gives it, so tiles and alarms are never covered. Main thread. The page owns the panels; the host only shows
// them.
#pragma once

#include <QPropertyAnimation>
#include <QRect>
#include <QVBoxLayout>
#include <QWidget>

namespace chairside {

class EntryPanel;

class PanelHost : public QWidget {
    Q_OBJECT
public:
    explicit PanelHost(QWidget* page);
    /// Where panels may be, in the page's coordinates; the panel stands on its lower edge.
    void setArea(const QRect&);
    void setAnimated(bool on) { animated_ = on; }
    void open(EntryPanel&);
    void close();
    EntryPanel* current() const { return current_; }

Q_SIGNALS:
    void opened();
    void closed();

protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;

private:
    QRect resting() const;

    QVBoxLayout* layout_;
    QPropertyAnimation slide_;
    QRect area_;
    EntryPanel* current_ = nullptr;
    bool animated_ = true;
};

} // namespace chairside
