// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_pages.h"

#include <QFontMetricsF>
#include <QTextLayout>

#include <algorithm>
#include <memory>

namespace chairside {
namespace {

constexpr double kText = 8, kReportPagesPad = 2.5;

/// Lines of a text broken at `width`; the same object measures and paints, so nothing is cut.
std::shared_ptr<QTextLayout> broken(const QString& text, const QFont& font, double width) {
    QString lines = text;
    lines.replace(u'\n', QChar::LineSeparator);
    auto layout = std::make_shared<QTextLayout>(lines, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout->setTextOption(option);
    layout->beginLayout();
    double y = 0;
    for (auto line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += line.height();
    }
    layout->endLayout();
    return layout;
}

double heightOf(const QTextLayout& layout) {
    return layout.lineCount() == 0 ? 0 : layout.lineAt(layout.lineCount() - 1).rect().bottom();
}

} // namespace

ReportPages::ReportPages(const QRectF& body) : body_(body), y_(body.top()) {}

QFont ReportPages::font(double size, bool bold) {
    QFont font(QStringList{QStringLiteral("Inter"), QStringLiteral("DejaVu Sans")});
    font.setPointSizeF(size * 72.0 / 96.0); // layouts count 96 to the inch; the page counts points
    font.setBold(bold);
    // Shaped, Inter draws ":" and "-" between digits as signs that no longer are characters in the PDF.
    font.setStyleStrategy(QFont::PreferNoShaping);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

void ReportPages::need(double height) {
    if (y_ + height <= body_.bottom() || y_ <= body_.top()) return;
    pages_.emplace_back();
    y_ = body_.top();
}

double ReportPages::textHeight(const QString& text, const QFont& font, double width) const {
    return heightOf(*broken(text, font, width));
}

void ReportPages::put(const QString& text, const QFont& font, const QRectF& box) {
    if (text.isEmpty()) return;
    auto layout = broken(text, font, box.width());
    pages_.back().push_back([layout, at = box.topLeft()](QPainter& p) {
        p.setPen(Qt::black);
        layout->draw(&p, at);
    });
}

void ReportPages::rowLine(double y) {
    pages_.back().push_back([y, left = body_.left(), right = body_.right()](QPainter& p) {
        p.setPen(QPen(QColor(QRgb{0xaaaaaa}), 0.4));
        p.drawLine(QPointF(left, y), QPointF(right, y));
    });
}

void ReportPages::heading(const QString& text) {
    y_ += 8;
    need(60); // a heading never stands alone at the foot of a page
    const auto face = font(11, true);
    put(text, face, {body_.left(), y_, body_.width(), 20});
    y_ += textHeight(text, face, body_.width()) + 3;
    rowLine(y_);
    y_ += 3;
}

void ReportPages::paragraph(const QString& text, double size, bool bold) {
    const auto face = font(size, bold);
    const double height = textHeight(text, face, body_.width());
    if (height < body_.height()) need(height);
    flow({{text, body_.left(), body_.width()}}, face, nullptr);
    y_ += 2;
}

/// Texts beside each other, line by line, onto as many pages as they need. `onNewPage` repeats a heading.
void ReportPages::flow(const std::vector<Column>& columns, const QFont& face,
                       const std::function<void()>& onNewPage) {
    struct Rest {
        std::shared_ptr<QTextLayout> layout;
        double x;
        int next = 0;
    };
    std::vector<Rest> rest;
    for (const auto& column : columns)
        if (!column.text.isEmpty()) rest.push_back({broken(column.text, face, column.width), column.x, 0});
    for (bool more = !rest.empty(); more;) {
        more = false;
        if (y_ + QFontMetricsF(face).height() > body_.bottom()) { // not even one line
            pages_.emplace_back();
            y_ = body_.top();
            if (onNewPage) onNewPage();
        }
        const double room = body_.bottom() - y_;
        double height = 0;
        for (auto& r : rest) {
            const int from = r.next, count = r.layout->lineCount();
            if (from >= count) continue;
            const double top = r.layout->lineAt(from).rect().top();
            const auto bottom = [&](int line) { return r.layout->lineAt(line).rect().bottom() - top; };
            // One line at least, so that it comes to an end on whatever page.
            for (++r.next; r.next < count && bottom(r.next) <= room;) ++r.next;
            height = std::max(height, bottom(r.next - 1));
            pages_.back().push_back(
                [layout = r.layout, from, to = r.next, at = QPointF(r.x, y_ - top)](QPainter& p) {
                    p.setPen(Qt::black);
                    for (int line = from; line < to; ++line) layout->lineAt(line).draw(&p, at);
                });
            more = more || r.next < count;
        }
        y_ += height;
        if (!more) break;
        pages_.emplace_back();
        y_ = body_.top();
        if (onNewPage) onNewPage();
    }
}

void ReportPages::pairs(const std::vector<std::pair<QString, QString>>& rows) {
    const double half = body_.width() / 2, label = half * 0.36, gap = 6;
    const auto plain = font(kText), bold = font(kText, true);
    for (std::size_t i = 0; i < rows.size(); i += 2) {
        double height = 0;
        for (std::size_t k = i; k < std::min(i + 2, rows.size()); ++k)
            height = std::max({height, textHeight(rows[k].first, plain, label - gap),
                               textHeight(rows[k].second, bold, half - label - gap)});
        if (height > body_.height() / 2) { // too much to stand beside something else
            for (std::size_t k = i; k < std::min(i + 2, rows.size()); ++k)
                paragraph(rows[k].first + QStringLiteral(": ") + rows[k].second, kText);
            continue;
        }
        need(height + kReportPagesPad);
        for (std::size_t k = i; k < std::min(i + 2, rows.size()); ++k) {
            const double x = body_.left() + (k - i == 0 ? 0 : half);
            put(rows[k].first, plain, {x, y_, label - gap, height});
            put(rows[k].second, bold, {x + label, y_, half - label - gap, height});
        }
        y_ += height + kReportPagesPad;
    }
}

void ReportPages::table(const QStringList& head, const std::vector<double>& widths,
                        const std::vector<Row>& rows) {
    const auto bold = font(kText, true);
    const auto paintRow = [&](const QStringList& cells, const QFont& face, double height) {
        double x = body_.left();
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const double width = widths[static_cast<std::size_t>(i)] * body_.width();
            put(cells[i], face, {x, y_ + kReportPagesPad / 2, width - 5, height});
            x += width;
        }
        y_ += height + kReportPagesPad;
        rowLine(y_);
    };
    const auto rowHeight = [&](const QStringList& cells, const QFont& face) {
        double height = 0;
        for (qsizetype i = 0; i < cells.size(); ++i)
            height = std::max(
                height, textHeight(cells[i], face, widths[static_cast<std::size_t>(i)] * body_.width() - 5));
        return height;
    };
    const double headHeight = rowHeight(head, bold);
    const auto again = [&] { paintRow(head, bold, headHeight); };
    need(headHeight + 30);
    again();
    for (const auto& row : rows) {
        auto face = font(kText);
        face.setStrikeOut(row.struck);
        const double height = rowHeight(row.cells, face);
        const bool isLong = height + kReportPagesPad > body_.height() - headHeight - kReportPagesPad;
        if (!isLong && y_ + height + kReportPagesPad > body_.bottom()) {
            pages_.emplace_back();
            y_ = body_.top();
            again();
        }
        if (!isLong) {
            paintRow(row.cells, face, height);
            continue;
        }
        std::vector<Column> columns;
        double x = body_.left();
        for (qsizetype i = 0; i < row.cells.size(); ++i) {
            const double width = widths[static_cast<std::size_t>(i)] * body_.width();
            columns.push_back({row.cells[i], x, width - 5});
            x += width;
        }
        y_ += kReportPagesPad / 2;
        flow(columns, face, again);
        y_ += kReportPagesPad / 2;
        rowLine(y_);
    }
    y_ += 4;
}

void ReportPages::picture(double height, std::function<void(QPainter&, const QRectF&)> paint) {
    need(height);
    const QRectF box(body_.left(), y_, body_.width(), height);
    pages_.back().push_back([paint = std::move(paint), box](QPainter& p) { paint(p, box); });
    y_ += height + 4;
}

void ReportPages::paint(QPainter& painter, int page) const {
    for (const auto& op : pages_[static_cast<std::size_t>(page)]) op(painter);
}

} // namespace chairside
