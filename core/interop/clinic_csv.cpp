// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/clinic_csv.h"

#include "core/base/number.h"
#include "core/interop/csv_export.h"

namespace chairside {
namespace {

const char* unitName(FigureUnit unit) {
    switch (unit) {
    case FigureUnit::percent: return "%";
    case FigureUnit::count: return "1";
    case FigureUnit::minutes: return "min";
    case FigureUnit::perWeek: return "1/week";
    }
    return "";
}

std::string number(const std::optional<double>& value) {
    return value ? formatPlain(*value, 3) : std::string();
}

std::string day(const std::optional<std::int32_t>& day) {
    return day ? formatDate({static_cast<std::int64_t>(*day) * 86'400'000, 0}) : std::string();
}

class Table {
public:
    explicit Table(const ClinicFigures& figures) : figures_(figures) {
        text_ = "figure,about,value,unit,counted,n,n_of,lower_quartile,upper_quartile,first_day,last_day,"
                "protocol,made_up\r\n";
    }
    void row(const std::string& figure, const std::string& about, const std::optional<double>& value,
             const char* unit, const std::string& counted, std::int64_t n, const std::string& of,
             const std::string& quartiles) {
        text_ += csvText(figure) + "," + csvText(about) + "," + number(value) + "," + unit + "," + counted +
                 "," + std::to_string(n) + "," + csvText(of) + "," + quartiles + "," +
                 day(figures_.firstDay) + "," + day(figures_.lastDay) + "," +
                 csvText(figures_.query.protocol) + "," + (figures_.query.madeUp ? "yes" : "no") + "\r\n";
    }
    std::string text() && { return std::move(text_); }

private:
    const ClinicFigures& figures_;
    std::string text_;
};

} // namespace

std::string clinicCsv(const ClinicFigures& figures) {
    Table table(figures);
    for (const auto& f : figures.figures)
        table.row(f.key, f.about, f.value, unitName(f.unit), std::to_string(f.counted), f.n, f.of,
                  number(f.lowerQuartile) + "," + number(f.upperQuartile));
    for (const auto& step : figures.rise) {
        const auto minute = std::to_string(step.minute);
        table.row("mean_systolic_rise", minute, step.systolic, "mmHg", "", step.n, "sessions", ",");
        table.row("mean_diastolic_rise", minute, step.diastolic, "mmHg", "", step.n, "sessions", ",");
    }
    for (const auto& week : figures.weeks)
        table.row("sessions_of_week", day(week.monday), static_cast<double>(week.sessions), "1", "",
                  week.sessions, "sessions", ",");
    return std::move(table).text();
}

} // namespace chairside
