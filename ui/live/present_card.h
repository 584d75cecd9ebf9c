// SPDX-License-Identifier: GPL-3.0-or-later
// The side effects present now, each a chip with its severity; a touch asks to change or end it. A dumb view.
#pragma once

#include "core/base/uuid.h"
#include "ui/style/card.h"

#include <vector>

namespace chairside {

class FlowLayout;

class PresentCard : public Card {
    Q_OBJECT
public:
    struct Effect {
        Uuid id;       ///< of the SideEffectBegan event
        QString label; ///< "Detached from body"
        int severity = 1;
        QString since; ///< "12:04", for screen readers
        bool operator==(const Effect&) const = default;
    };
    struct Oxygen {
        QString flow;   ///< "2 L/min"
        QString device; ///< empty when not said
        QString since;
        bool operator==(const Oxygen&) const = default;
    };
    struct State {
        std::vector<Effect> effects;
        std::optional<Oxygen> oxygen = {}; ///< while it runs
        bool operator==(const State&) const = default;
    };
    static constexpr std::size_t kShown = 5; ///< the side-effect panel lists all
    explicit PresentCard(QWidget* parent = nullptr);
    void setState(const State&);
    /// At most so many side effects as chips of their own; further ones are counted.
    void setMost(std::size_t effects);

Q_SIGNALS:
    void effectTapped(const chairside::Uuid& id);
    void moreTapped();
    void oxygenTapped();

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    void layOutChips();

    State state_;
    std::size_t most_ = kShown;
    TextLabel* none_;
    FlowLayout* chips_;
};

} // namespace chairside
