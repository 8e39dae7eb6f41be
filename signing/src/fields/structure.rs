//! The structure tree of a tagged document (ISO 32000-1, 14.7), and how a field gets a place in it.

use crate::pdf::{Dict, Document, Object, PdfError, Reference, Update, text};

/// Higher than any tree of typst: how far up an element is followed to the top level.
const HIGHEST: usize = 64;

/// The parts of the tree that change.
pub(super) struct Structure<'a, 'b> {
    document: &'b Document<'a>,
    root_name: Reference,
    root: Dict,
    /// The `Document` element, below which everything lies.
    top_name: Reference,
    top: Dict,
    /// The children of the `Document` element.
    children: Vec<Object>,
    /// Keys and values of the parent tree (ISO 32000-1, 14.7.4.4).
    parents: Vec<Object>,
    next_key: i64,
}

impl<'a, 'b> Structure<'a, 'b> {
    pub(super) fn read(document: &'b Document<'a>, catalog: &Dict) -> Result<Self, PdfError> {
        let root_name = catalog.get("StructTreeRoot").and_then(Object::as_reference);
        let root_name = root_name.ok_or(PdfError::Missing("structure tree"))?;
        let root = document.dict(root_name)?;
        let top_name = match root.get("K").map(|kids| document.resolve(kids)).transpose()? {
            Some(Object::Array(kids)) => kids.first().and_then(Object::as_reference),
            _ => root.get("K").and_then(Object::as_reference),
        };
        let top_name = top_name.ok_or(PdfError::Missing("top of the structure tree"))?;
        let top = document.dict(top_name)?;
        let children = match top.get("K").map(|kids| document.resolve(kids)).transpose()? {
            Some(Object::Array(children)) => children,
            Some(child) => vec![child],
            None => Vec::new(),
        };
        let tree = document.resolve(root.get("ParentTree").ok_or(PdfError::Missing("parent tree"))?)?;
        let parents = match tree.as_dict().and_then(|tree| tree.get("Nums")) {
            Some(numbers) => document.resolve(numbers)?.as_array().map(<[Object]>::to_vec),
            None => None,
        };
        // typst writes the parent tree as one leaf; one with branches would need another update.
        let parents = parents.ok_or(PdfError::Missing("parent tree in one piece"))?;
        let highest = parents.iter().step_by(2).filter_map(Object::as_integer).max().unwrap_or(-1);
        let named = root.get("ParentTreeNextKey").and_then(Object::as_integer).unwrap_or(0);
        let next_key = named.max(highest + 1);
        Ok(Self { document, root_name, root, top_name, top, children, parents, next_key })
    }

    /// Adds a Form element that holds the widget, in reading order after the last content of its page,
    /// and gives back the key of the widget in the parent tree.
    pub(super) fn add_form(
        &mut self,
        update: &mut Update,
        widget: Reference,
        page: Reference,
        description: &str,
    ) -> Result<i64, PdfError> {
        let element = update.allocate();
        let holds = Dict::new().with("Type", Object::name("OBJR")).with("Obj", widget).with("Pg", page);
        let form = Dict::new()
            .with("Type", Object::name("StructElem"))
            .with("S", Object::name("Form"))
            .with("P", self.top_name)
            .with("Pg", page)
            .with("Alt", text(description))
            .with("K", holds);
        update.put(element, &Object::Dict(form));

        let after = self.last_child_on(page)?;
        let place = after.map_or(self.children.len(), |index| index + 1);
        self.children.insert(place + self.forms_at(place, update), element.into());
        let key = self.next_key;
        self.next_key += 1;
        self.parents.extend([Object::Integer(key), element.into()]);
        Ok(key)
    }

    /// How many of the elements from `place` on are forms of this update, so that slots keep their order.
    fn forms_at(&self, place: usize, update: &Update) -> usize {
        let is_new = |child: &&Object| child.as_reference().is_some_and(|child| update.is_new(child));
        self.children[place..].iter().take_while(is_new).count()
    }

    /// The top-level element with the last content on this page.
    fn last_child_on(&self, page: Reference) -> Result<Option<usize>, PdfError> {
        let dict = self.document.dict(page)?;
        let Some(key) = dict.get("StructParents").and_then(Object::as_integer) else { return Ok(None) };
        let entry = self.parents.chunks_exact(2).find(|pair| pair[0].as_integer() == Some(key));
        let Some(contents) = entry.map(|pair| self.document.resolve(&pair[1])).transpose()? else { return Ok(None) };
        let last = contents.as_array().and_then(|items| items.iter().filter_map(Object::as_reference).next_back());
        let Some(mut element) = last else { return Ok(None) };
        for _ in 0..HIGHEST {
            if let Some(index) = self.children.iter().position(|child| child.as_reference() == Some(element)) {
                return Ok(Some(index));
            }
            match self.document.dict(element)?.get("P").and_then(Object::as_reference) {
                Some(parent) => element = parent,
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    pub(super) fn write(mut self, update: &mut Update) {
        self.top.set("K", Object::Array(self.children));
        update.put(self.top_name, &Object::Dict(self.top));
        self.root.set("ParentTree", Dict::new().with("Nums", Object::Array(self.parents)));
        self.root.set("ParentTreeNextKey", Object::Integer(self.next_key));
        update.put(self.root_name, &Object::Dict(self.root));
    }
}
