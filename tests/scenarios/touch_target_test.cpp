// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is touched is at least 44 px high, on every page, in every panel and dialog, in both sizes:
// a gloved hand, in a dim room, in a hurry.
#include "scenarios/walk/archive_window.h"
#include "scenarios/walk/panel_steps.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QSet>
#include <QTabBar>
#include <QVBoxLayout>

#include <iostream>

using namespace chairside;
using namespace chairside::testing;

namespace {

QString nameOf(const QWidget& widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    auto words = button && !button->text().isEmpty() ? button->text() : widget.accessibleName();
    const auto* parent = widget.parentWidget();
    return QStringLiteral("%1 \"%2\" in %3")
        .arg(QLatin1String(widget.metaObject()->className()), words,
             QLatin1String(parent ? parent->metaObject()->className() : ""));
}

/// Who is touched: buttons of every kind, choices, fields, tabs. The cross inside a field belongs to it.
QStringList tooLow(QWidget& window, const char* where) {
    QStringList out;
    const auto tell = [&](const QWidget& widget, int height) {
        if (height < space::kTouch)
            out << QStringLiteral("%1: %2 is %3 px high")
                       .arg(QLatin1String(where), nameOf(widget))
                       .arg(height);
    };
    for (auto* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || !widget->isEnabled() || widget->window() != window.window()) continue;
        if (qobject_cast<QLineEdit*>(widget->parentWidget())) continue;
        if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
            (qobject_cast<QLineEdit*>(widget) && !qobject_cast<QComboBox*>(widget->parentWidget())))
            tell(*widget, widget->height());
        if (auto* tabs = qobject_cast<QTabBar*>(widget))
            for (int i = 0; i < tabs->count(); ++i)
                if (tabs->isTabVisible(i)) tell(*tabs, tabs->tabRect(i).height());
    }
    out.removeDuplicates();
    return out;
}

void tell(QStringList& found) {
    found.removeDuplicates();
    for (const auto& line : found) std::cerr << line.toStdString() << '\n';
}

} // namespace

TEST_CASE("a button, a chip or a field of 30 px is found, one of 44 is not", "[scenario][touch]") {
    QWidget window;
    QVBoxLayout column(&window);
    QPushButton low(QStringLiteral("Low")), high(QStringLiteral("High"));
    QLineEdit field;
    low.setFixedHeight(30);
    high.setFixedHeight(44);
    field.setStyleSheet(QStringLiteral("QLineEdit { min-height: 28px; max-height: 28px; }"));
    for (QWidget* one :
         {static_cast<QWidget*>(&low), static_cast<QWidget*>(&high), static_cast<QWidget*>(&field)})
        column.addWidget(one);
    window.show();
    RealWindow::settle();
    CHECK(tooLow(window, "here").size() == 2);
    low.setEnabled(false); // what cannot be touched may be of any size
    field.hide();
    CHECK(tooLow(window, "here").isEmpty());
}

TEST_CASE("on the live page and in every panel each enabled control is at least 44 px high",
          "[scenario][touch][H-09]") {
    RealWindow w({}, SourceKind::simulator); // has waves, so their button stands above the chart
    w.window().startDemo();
    w.host().pass(Micros{16min});
    RealWindow::settle();
    for (const auto size : {QSize(1366, 768), QSize(1920, 1080)}) {
        w.window().resize(size);
        RealWindow::settle();
        QStringList found;
        int seen = 0;
        walkPanels(w, [&](const PanelStep& step) {
            found += tooLow(w.window(), step.name);
            seen += static_cast<int>(w.window().findChildren<QAbstractButton*>().size());
        });
        tell(found);
        CHECK(found.isEmpty());
        CHECK(seen > 500);
    }
}

TEST_CASE("on every other page and in every dialog each enabled control is at least 44 px high",
          "[scenario][touch][H-09]") {
    ArchiveWindow archive;
    for (const auto size : {QSize(1366, 768), QSize(1920, 1080)}) {
        archive.window().resize(size);
        RealWindow::settle();
        QStringList found;
        QSet<QString> places;
        walkPages(archive, [&](const char* where, QWidget& shown) {
            found += tooLow(shown, where);
            places.insert(QLatin1String(where));
        });
        tell(found);
        CHECK(found.isEmpty());
        CHECK(places.size() == 14);
    }
}
