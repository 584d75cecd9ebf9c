// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/stylesheet.h"

#include "ui/style/theme.h"

#include <QHash>
#include <QRegularExpression>

namespace chairside {
namespace {

constexpr char kTemplate[] = R"css(
QWidget { color: @text; }
QMainWindow, QDialog { background: @window; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 6px 8px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QComboBox {
  background: @field; color: @text; border: 1px solid @control; border-radius: 10px; padding: 0 12px;
  min-height: 42px; selection-background-color: @primary; selection-color: @onPrimary; font-size: 11.25pt; }
QPlainTextEdit, QTextEdit { padding: 8px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
  border: 2px solid @focus; padding: 0 11px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 7px 7px; }
QLineEdit[big="true"] { font-size: 19.5pt; font-weight: 600; min-height: 58px; }
QLineEdit[problem="true"] { border: 2px solid @dangerLine; padding: 0 11px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: @faint; background: @card; border-color: @line; }
QComboBox::drop-down { border: 0; width: 32px; }
QComboBox::down-arrow { image: url(:/icons/@theme/chevron-down.svg); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @line; outline: 0; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 44px; padding: 0 8px; border-radius: 8px; }
QComboBox QAbstractItemView::item:selected { background: @selected; color: @text; }

QListView, QTreeView, QTableView { background: @card; alternate-background-color: @raised; border: 0; outline: 0;
  gridline-color: @faintLine; selection-background-color: @selected; selection-color: @text; }
QListView[card="true"], QTableView[card="true"] { border: 1px solid @faintLine; border-radius: 12px; }
QListView[card="true"] { padding: 4px 0; }
QListView::item, QTreeView::item { min-height: 44px; padding: 0 8px; border-radius: 8px; }
QTableView::item { padding: 0 8px; border-bottom: 1px solid @faintLine; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: @selected; color: @text; }
QListView::item:hover, QTreeView::item:hover { background: @raised; }
QHeaderView { background: @card; border: 0; }
QHeaderView::section { background: @card; color: @quiet; border: 0; border-bottom: 1px solid @line;
  padding: 8px; font-weight: 600; }
QTableCornerButton::section { background: @card; border: 0; }

QCheckBox, QRadioButton { spacing: 12px; min-height: 44px; font-size: 11.25pt; }
QCheckBox::indicator, QRadioButton::indicator { width: 22px; height: 22px; border: 2px solid @control; background: @field; }
QCheckBox::indicator { border-radius: 6px; }
QRadioButton::indicator { border-radius: 13px; }
QCheckBox::indicator:checked { background: @primary; border-color: @primary; image: url(:/icons/@theme/check-on.svg); }
QRadioButton::indicator:checked { background: @primary; border: 6px solid @field; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: @focus; }

QScrollArea { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: @control; border-radius: 4px; min-height: 44px; min-width: 44px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTabWidget::pane { border: 0; }
QTabBar::tab { background: transparent; color: @quiet; padding: 0 16px; min-height: 44px; border-radius: 10px; }
QTabBar::tab:selected { background: @raised; color: @text; font-weight: 600; }
QDialogButtonBox QPushButton { min-height: 44px; min-width: 88px; }
QToolButton::menu-indicator { image: none; width: 0; }
QMenu { background: @raised; border: 1px solid @line; padding: 6px; border-radius: 10px; }
QMenu::item { min-height: 36px; padding: 4px 16px; border-radius: 8px; }
QMenu::item:selected { background: @selected; }
QMenu::separator { height: 1px; background: @line; margin: 6px; }
QProgressBar { background: @line; border: 0; border-radius: 4px; max-height: 8px; min-height: 8px; color: transparent; }
QProgressBar::chunk { background: @infusion; border-radius: 4px; }
QSplitter::handle { background: @line; }
QStatusBar { background: @window; color: @quiet; }
)css";

} // namespace

QString styleSheetOf(const Theme& t) {
    const QHash<QString, QString> values{
        {QStringLiteral("theme"), t.name},
        {QStringLiteral("window"), t.window.name()},
        {QStringLiteral("card"), t.card.name()},
        {QStringLiteral("raised"), t.raised.name()},
        {QStringLiteral("field"), t.field.name()},
        {QStringLiteral("line"), t.line.name()},
        {QStringLiteral("faintLine"), t.faintLine.name()},
        {QStringLiteral("control"), t.control.name()},
        {QStringLiteral("focus"), t.focus.name()},
        {QStringLiteral("text"), t.text.name()},
        {QStringLiteral("quiet"), t.quiet.name()},
        {QStringLiteral("faint"), t.faint.name()},
        {QStringLiteral("infusion"), t.infusion.name()},
        {QStringLiteral("primary"), t.primary.name()},
        {QStringLiteral("onPrimary"), t.onPrimary.name()},
        {QStringLiteral("selected"), t.selected.name()},
        {QStringLiteral("dangerLine"), t.dangerLine.name()},
    };
    static const QRegularExpression kName(QStringLiteral("@([A-Za-z]+)"));
    const QString source = QString::fromLatin1(kTemplate);
    QString out;
    qsizetype from = 0;
    for (auto matches = kName.globalMatch(source); matches.hasNext();) {
        const auto match = matches.next();
        Q_ASSERT(values.contains(match.captured(1)));
        out += source.mid(from, match.capturedStart() - from) + values.value(match.captured(1));
        from = match.capturedEnd();
    }
    return out + source.mid(from);
}

} // namespace chairside
