package dev.minijenkin.console.search;

import dev.minijenkin.db.search.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A stretch of a line that was looked for.
///
/// @param from the first character
/// @param to the one behind the last
record HitMark(int from, int to) {
    private static final int MOST = 20;

    private static final Pattern WORD =
            Pattern.compile("(?<not>-)?(\"(?<phrase>[^\"]+)\"|(?<word>\\S+))");

    /// What of a line stands out. Called on workers: an expression may try long.
    static List<HitMark> of(SearchQuery query, String line) {
        List<HitMark> marks = new ArrayList<>();
        Matcher matcher = pattern(query).matcher(line);
        // Of an expression only the first, which the search has found in time.
        int most = query.isRegex() ? 1 : MOST;
        while (marks.size() < most && matcher.find()) {
            if (matcher.end() > matcher.start()) {
                marks.add(new HitMark(matcher.start(), matcher.end()));
            }
        }
        return marks;
    }

    private static Pattern pattern(SearchQuery query) {
        if (query.isRegex()) {
            return Pattern.compile(query.text());
        }
        List<String> words = new ArrayList<>();
        Matcher each = WORD.matcher(query.text());
        while (each.find()) {
            if (each.group("not") == null) {
                String phrase = each.group("phrase");
                words.add(
                        Pattern.quote(
                                phrase == null
                                        ? String.valueOf(each.group("word"))
                                                .replaceAll("(?<=.)\\*$|^\\*(?=.)", "")
                                        : phrase));
            }
        }
        return Pattern.compile(
                String.join("|", words), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
