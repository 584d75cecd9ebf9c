// SPDX-License-Identifier: GPL-3.0-or-later
// What both programs share about their command lines: QCommandLineParser plus an answer to a wrong option
// that names it and the nearest right one. Prints nothing and never exits; main() decides.
#pragma once

#include "core/base/result.h"

#include <QCommandLineParser>
#include <QStringList>

namespace chairside {

/// Parses; on failure the sentence for standard error, for example
/// "There is no option --sped. Did you mean --speed? Try --help."
Status parseCommandLine(QCommandLineParser& parser, const QStringList& arguments);

/// The candidate with the fewest edits from `word`, if it is near enough to be meant.
QString nearest(const QString& word, const QStringList& candidates);

/// A number option read the one way numbers are read; refuses text, and values outside [least, most].
Result<double> numberOption(const QCommandLineParser& parser, const QString& name, double fallback,
                            double least, double most);

/// Protocols, instruments and catalogues: beside an installed program, else those of the source it was built
/// from. Needs a QCoreApplication, for the program's folder.
QString resourcesFolder();

} // namespace chairside
