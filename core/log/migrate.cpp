// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/phrase.h"
#include "core/log/store.h"

namespace chairside {

Result<int> schemaVersionOf(Database& db) {
    const auto application = db.integer("PRAGMA application_id");
    if (!application) return application.error();
    const auto version = db.integer("PRAGMA user_version");
    if (!version) return version.error();
    const auto objects = db.integer("SELECT count(*) FROM sqlite_schema");
    if (!objects) return objects.error();
    if (application.value() == kApplicationId && version.value() >= 1 && version.value() <= 1'000'000)
        return static_cast<int>(version.value());
    if (application.value() == 0 && version.value() == 0 && objects.value() == 0) return 0;
    return Error{phrase("The file {1} is not a Chairside record: it is a database of another program. It was "
                        "left untouched. Choose another file.",
                        db.path())};
}

Status migrate(Database& db, std::span<const Migration> migrations,
               const std::function<Status(int fromVersion)>& copyBefore) {
    auto version = schemaVersionOf(db);
    if (!version) return version.error();
    const int newest = migrations.back().toVersion;
    if (version.value() > newest)
        return Error{phrase("The record file {1} was written by a newer Chairside (schema {2}; this one "
                            "reads up to schema {3}). It was left untouched. Start the newer version.",
                            db.path(), std::to_string(version.value()), std::to_string(newest))};
    if (version.value() > 0 && version.value() < newest && copyBefore)
        if (auto copied = copyBefore(version.value()); !copied) return copied;
    for (const auto& step : migrations) {
        if (step.toVersion <= version.value()) continue;
        auto transaction = Transaction::begin(db);
        if (!transaction) return transaction.error();
        const std::string stamp = "PRAGMA application_id=" + std::to_string(kApplicationId) +
                                  ";PRAGMA user_version=" + std::to_string(step.toVersion);
        if (auto ran = db.execute(std::string(step.sql)); !ran) return ran;
        if (auto stamped = db.execute(stamp); !stamped) return stamped;
        if (auto committed = transaction->commit(); !committed) return committed;
    }
    return Done{};
}

} // namespace chairside
