// SPDX-License-Identifier: GPL-3.0-or-later
// Puts paragraphs, tables and pictures under each other on pages: measures first, paints later, so that every
// page knows how many there are. Units are points (1/72 inch). Text is plain and never cut: a cell grows, a
// table goes on on the next page with its heading repeated, a row longer than a page goes on as well. One
// owner, main thread.
#pragma once

#include <QFont>
#include <QPainter>
#include <QRectF>
#include <QStringList>

#include <functional>
#include <vector>

namespace chairside {

class ReportPages {
public:
    /// `body`: where content goes on every page.
    explicit ReportPages(const QRectF& body);

    void heading(const QString& text);
    void paragraph(const QString& text, double size = 9, bool bold = false);
    void space(double height) { y_ += height; }
    /// Label and value, two pairs a row.
    void pairs(const std::vector<std::pair<QString, QString>>& rows);
    struct Row {
        QStringList cells;
        bool struck = false; ///< replaced or withdrawn: stays readable, struck through
    };
    /// `widths` are shares of the body's width.
    void table(const QStringList& head, const std::vector<double>& widths, const std::vector<Row>& rows);
    /// A picture of a fixed height that is never split.
    void picture(double height, std::function<void(QPainter&, const QRectF&)> paint);

    int count() const { return static_cast<int>(pages_.size()); }
    void paint(QPainter& painter, int page) const;
    double left() const { return body_.bottom() - y_; } ///< still free on the page

    static QFont font(double size, bool bold = false);

private:
    using Op = std::function<void(QPainter&)>;
    struct Column {
        QString text;
        double x = 0, width = 0;
    };
    void need(double height);
    void flow(const std::vector<Column>& columns, const QFont& face, const std::function<void()>& onNewPage);
    double textHeight(const QString& text, const QFont& font, double width) const;
    void put(const QString& text, const QFont& font, const QRectF& box);
    void rowLine(double y);

    QRectF body_;
    double y_;
    std::vector<std::vector<Op>> pages_{1};
};

} // namespace chairside
