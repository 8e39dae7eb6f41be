//! A chart of bars by week, stacked by sector: lying bars, so that it reads as well on a phone. Sectors differ by
//! pattern as well as by colour, and every number stands in the table beside it.

use askama::Template;

/// Where bars begin, and how long the longest is, in units of the drawing (360 wide).
const LEFT: f64 = 56.0;
const LONGEST: f64 = 250.0;
/// From one bar to the next.
const STEP: usize = 24;
/// Patterns there are; more sectors begin anew.
const PATTERNS: usize = 7;

/// A bar chart with its title and summary for who does not see it.
#[derive(Debug, Template)]
#[template(path = "pages/admin/figures/chart.html")]
pub(super) struct Chart {
    /// Makes the ids of its title and summary unique on the page.
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) legend: Vec<Key>,
    pub(super) bars: Vec<Bar>,
    pub(super) height: usize,
}

impl askama::filters::HtmlSafe for Chart {}

/// A sector and its pattern.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) pattern: usize,
}

/// The key of the sector at this place.
pub(super) fn key(place: usize, name: &str) -> Key {
    Key { name: name.to_owned(), pattern: place % PATTERNS }
}

/// A week.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) y: usize,
    pub(super) label: String,
    pub(super) total: String,
    /// Where the number stands.
    pub(super) end: String,
    pub(super) parts: Vec<Part>,
}

/// A sector of a week.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) x: String,
    pub(super) width: String,
    pub(super) pattern: usize,
    pub(super) says: String,
}

/// The bars of these weeks: label and numbers by sector, the numbers as people read them.
pub(super) fn bars(weeks: &[(String, Vec<i64>)], names: &[String], number: impl Fn(i64) -> String) -> Vec<Bar> {
    let total = |numbers: &[i64]| numbers.iter().sum::<i64>();
    let most = weeks.iter().map(|(_, numbers)| total(numbers)).max().unwrap_or(0).max(1);
    let units = |n: i64| {
        // A share of the longest bar, in hundredths: exact enough for a drawing, and no floating point of large numbers.
        let share = n.saturating_mul(10_000) / most;
        f64::from(i32::try_from(share).unwrap_or(i32::MAX)) / 10_000.0 * LONGEST
    };
    let bar = |(index, (label, numbers)): (usize, &(String, Vec<i64>))| {
        let mut before = 0;
        let mut parts = Vec::new();
        for (place, n) in numbers.iter().enumerate().filter(|(_, n)| **n > 0) {
            parts.push(Part {
                x: format!("{:.1}", LEFT + units(before)),
                width: format!("{:.1}", units(*n).max(0.5)),
                pattern: place % PATTERNS,
                says: format!("{}, {label}: {}", names[place], number(*n)),
            });
            before += n;
        }
        let all = total(numbers);
        Bar {
            y: index * STEP,
            label: label.clone(),
            total: number(all),
            end: format!("{:.1}", LEFT + units(all) + 5.0),
            parts,
        }
    };
    weeks.iter().enumerate().map(bar).collect()
}

/// How high a drawing of so many weeks is.
pub(super) const fn height(weeks: usize) -> usize {
    weeks * STEP
}

#[cfg(test)]
mod tests {
    use super::{LEFT, LONGEST, bars};

    #[test]
    fn the_longest_bar_fills_the_drawing_and_nothing_is_lost() {
        let weeks = [
            ("wk 2".to_owned(), vec![3, 0, 1]),
            ("wk 1".to_owned(), vec![0, 0, 0]),
            ("wk 52".to_owned(), vec![0, 2, 0]),
        ];
        let names = ["a", "b", "c"].map(str::to_owned);
        let bars = bars(&weeks, &names, |n| n.to_string());
        assert_eq!(bars[0].end, format!("{:.1}", LEFT + LONGEST + 5.0));
        assert_eq!((bars[0].parts.len(), bars[0].total.as_str()), (2, "4"));
        assert_eq!(bars[0].parts[1].says, "c, wk 2: 1");
        assert!(bars[1].parts.is_empty() && bars[1].total == "0");
        assert_eq!((bars[2].parts[0].pattern, bars[2].parts[0].width.as_str()), (1, "125.0"));
    }

    #[test]
    fn large_numbers_are_drawn_as_well() {
        let weeks = [("wk 1".to_owned(), vec![i64::MAX / 20_000, 1])];
        let bars = bars(&weeks, &["a".to_owned(), "b".to_owned()], |n| n.to_string());
        assert_eq!(bars[0].parts.len(), 2, "even a sliver is seen");
        assert_eq!(bars[0].parts[1].width, "0.5");
    }
}
