//! Long lists in pages: which page is wanted, and what stands before and after it.

/// Which page of a list that is sorted by `K`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Piece<K> {
    /// The first.
    #[default]
    First,
    /// The one that begins after this line.
    After(K),
    /// The one that ends before this line.
    Before(K),
}

impl<K> Piece<K> {
    /// After which line the page begins, if that is what is wanted.
    pub fn after(&self) -> Option<&K> {
        if let Self::After(key) = self { Some(key) } else { None }
    }

    /// Before which line the page ends, if that is what is wanted.
    pub fn before(&self) -> Option<&K> {
        if let Self::Before(key) = self { Some(key) } else { None }
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// Its lines, in the order of the list.
    pub lines: Vec<T>,
    /// Whether it is not the first.
    pub earlier: bool,
    /// Whether it is not the last.
    pub later: bool,
}

impl<T> Page<T> {
    /// From the lines after a place, one more than fits if there are that many.
    #[must_use]
    pub fn forward(mut lines: Vec<T>, most: usize, earlier: bool) -> Self {
        let later = lines.len() > most;
        lines.truncate(most);
        Self { lines, earlier, later }
    }

    /// From the lines before a place, the nearest first. `None` when nothing stands before them: then the
    /// first page of the list, which may have more lines by now, is what the reader wants.
    #[must_use]
    pub fn backward(mut lines: Vec<T>, most: usize) -> Option<Self> {
        if lines.len() <= most {
            return None;
        }
        lines.truncate(most);
        lines.reverse();
        Some(Self { lines, earlier: true, later: true })
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn a_page_knows_what_stands_around_it() {
        assert_eq!(Page::forward(vec![1, 2, 3], 2, false), Page { lines: vec![1, 2], earlier: false, later: true });
        assert_eq!(Page::forward(vec![3], 2, true), Page { lines: vec![3], earlier: true, later: false });
        assert_eq!(Page::backward(vec![3, 2, 1], 2), Some(Page { lines: vec![2, 3], earlier: true, later: true }));
        assert_eq!(Page::backward(vec![2, 1], 2), None);
    }
}
