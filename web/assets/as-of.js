/** The slider of days: moves the date, and shows its day when it is let go. */
const form = document.querySelector('[data-as-of]');
const slide = form.querySelector('input[type=range]');
const date = form.querySelector('input[type=date]');
slide.closest('label').hidden = false;
slide.addEventListener('input', () => {
  const day = new Date(`${slide.dataset.from}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + Number(slide.value));
  date.value = day.toISOString().slice(0, 10);
  slide.setAttribute('aria-valuetext', date.value);
});
slide.addEventListener('change', () => form.requestSubmit());
