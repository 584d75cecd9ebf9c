// SPDX-License-Identifier: GPL-3.0-or-later
// What stays of a running session while another page is looked at: its alarms, flashing and answerable as on
// the live page, and the way back. Shown above the pages by the main window. A view; main thread.
#pragma once

#include "ui/live/alarm_flash.h"
#include "ui/live/live_presenter.h"

#include <QWidget>

namespace chairside {

class SessionBar final : public QWidget {
    Q_OBJECT
public:
    explicit SessionBar(QWidget* parent = nullptr);
    void show(const LiveFacts& facts);
    AlarmStrip* strip() const { return strip_; }

Q_SIGNALS:
    void backRequested();
    void flashed(); ///< the flash has turned: show again

protected:
    void hideEvent(QHideEvent*) override { flash_.follow(std::nullopt); }

private:
    AlarmFlash flash_;
    AlarmStrip* strip_;
};

} // namespace chairside
