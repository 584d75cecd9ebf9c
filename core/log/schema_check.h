// SPDX-License-Identifier: GPL-3.0-or-later
// Does a file hold exactly the tables, indexes and triggers that our migrations make? A database that carries
// our mark but other objects (a view in the place of a table, a trigger of somebody else) would run their
// text when it is read or written, so it is refused before anything in it is used. Changes nothing. Any
// thread.
#pragma once

#include "core/log/database.h"
#include "core/log/schema.h"

#include <span>
#include <string>

namespace chairside {

/// Empty when every object and every fixed row is as these migrations make it up to the file's version; else
/// one sentence for people. An Error is the file being unreadable.
Result<std::string> howSchemaDiffers(Database& db, std::span<const Migration> migrations);
/// The same as a refusal to open the file; only the objects, not the fixed rows.
Status refuseForeignObjects(Database& db, std::span<const Migration> migrations);

} // namespace chairside
