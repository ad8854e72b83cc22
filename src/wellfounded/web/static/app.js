// What makes the application quicker where scripts run. Everything works without it.
(() => {
  document.documentElement.classList.add('scripted');

  // The slider moves the day; the form asks again.
  const slide = document.getElementById('slide'), on = document.getElementById('on');
  if (slide && on) {
    const form = document.getElementById('ask'), first = Date.parse(form.dataset.first), day = 86400000;
    const spoken = new Intl.DateTimeFormat(document.documentElement.lang, {dateStyle: 'long', timeZone: 'UTC'});
    const say = () => slide.setAttribute('aria-valuetext', spoken.format(new Date(first + slide.value * day)));
    let waiting = 0;
    slide.addEventListener('input', () => {
      on.value = new Date(first + slide.value * day).toISOString().slice(0, 10);
      say();
      clearTimeout(waiting);
      waiting = setTimeout(() => on.dispatchEvent(new Event('change', {bubbles: true})), 40);
    });
    slide.addEventListener('change', event => event.stopPropagation());
    on.addEventListener('change', () => {
      if (on.value) slide.value = Math.round((Date.parse(on.value) - first) / day);
      say();
    });
    say();
  }

  // A slider says where it stands.
  document.addEventListener('input', event => {
    const said = event.target.dataset.said, output = event.target.parentNode.querySelector('output');
    if (!said || !output) return;
    const at = Number(event.target.value), sign = 'signed' in event.target.dataset && at >= 0 ? '+' : '';
    output.textContent = said.replace('{n}', sign + at);
    event.target.setAttribute('aria-valuetext', output.textContent);
  });

  // A day that is typed chooses "on".
  document.addEventListener('input', event => {
    if (event.target.name !== 'day') return;
    const chosen = event.target.form.querySelector('input[name=value][value=day]');
    if (chosen && event.target.value) chosen.checked = true;
  });

  // "Saved" stands only while it is so: it goes with the next letter, and a failure is told where one types.
  const saved = element => element.closest('form')?.querySelector('.saved');
  document.addEventListener('input', event => {
    const said = saved(event.target);
    if (said) said.textContent = '';
  });
  for (const name of ['htmx:sendError', 'htmx:responseError', 'htmx:timeout']) {
    document.addEventListener(name, event => {
      const said = saved(event.target);
      if (said) said.innerHTML = '<span class="refused"></span>';
      if (said) said.firstChild.textContent = document.body.dataset.unsaved;
    });
  }

  // A file may be dropped.
  const file = document.querySelector('.drop input[type=file]');
  if (file) {
    const place = file.closest('.drop');
    for (const name of ['dragover', 'dragenter']) {
      document.addEventListener(name, event => { event.preventDefault(); place.classList.add('over'); });
    }
    document.addEventListener('dragleave', () => place.classList.remove('over'));
    document.addEventListener('drop', event => {
      event.preventDefault();
      place.classList.remove('over');
      if (event.dataTransfer.files.length) file.files = event.dataTransfer.files;
    });
  }

  // When nobody is there, the screen goes blank with the lock; what is being typed was saved already.
  const idle = Number(document.body.dataset.idle || 0);
  if (idle) {
    let last = Date.now();
    for (const name of ['htmx:afterRequest']) document.addEventListener(name, () => { last = Date.now(); });
    setInterval(() => {
      if (Date.now() - last > (idle + 1) * 1000) location.replace('/unlock');
    }, 1000);
  }
})();
